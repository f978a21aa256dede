import { expect, it } from 'vitest';
import { escapeInJson, escapeInText, printable } from './printable';

const strange = 'a\u0000\u001b[31m\u007f\u009b\u2028\u202e\u2066\ufeff\ud800é日🙂z';

it('leaves ordinary text of every script as it is', () => {
  const text = 'Zoë, 日本, 👩‍👩‍👧 and مرحبا';
  for (const same of [printable(text), escapeInJson(text), escapeInText(text, false)]) expect(same).toBe(text);
});

it('marks in a line what it takes out', () => {
  expect(printable(strange)).toBe('a\uFFFD\uFFFD[31m\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDé日🙂z');
});

it('leaves JSON the same to a program', () => {
  const json = JSON.stringify({ strange });
  expect(JSON.parse(escapeInJson(json))).toEqual({ strange });
  expect(escapeInJson(json)).not.toMatch(/[\u007f-\u009f\u2028\u202e]/);
});

it('keeps lines, tabs and colors of a command’s text, and colors only where there are some', () => {
  expect(escapeInText('a\tb\n\u001b[31mred\u001b[39m\u001b[2J\r', true)).toBe(
    'a\tb\n\u001b[31mred\u001b[39m\\u001b[2J\\u000d',
  );
  expect(escapeInText('\u001b[31mred', false)).toBe('red');
});
