import { afterEach, expect, it, vi } from 'vitest';
import { resetEnv } from '../../kit/env';
import { judgePassword } from './judge-password';

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

const judge = (password: string, email = 'ann.smith@bluebottle.example') => {
  vi.stubEnv('APP_URL', 'https://payments.greenkettle.example');
  resetEnv();
  return judgePassword(password, email);
};

it.each([
  'four random words here',
  'dragon monkey castle rain',
  'x7#kQ2!vN9pL',
  '493817205638',
  'Tr0ub4dor&3 at the pier',
  'ann likes green tea a lot',
  'пять случайных слов',
])('accepts %s', (password) => expect(judge(password)).toBeNull());

it.each([
  ['a common one', '1qaz2wsx3edc'],
  ['one in capitals', 'Administrator'],
  ['one with spaces', 'final fantasy'],
  ['a common word and a year', 'password2024!'],
  ['the same with other signs', 'P@ssw0rd2024!'],
  ['a common word and a run', 'dragon12345678'],
  ['one character', 'aaaaaaaaaaaaaa'],
  ['digits in order', '123456789012'],
  ['digits backwards', '9876543210987'],
  ['the alphabet', 'abcdefghijklmnop'],
  ['a row of keys', 'qwertyuiopasdf'],
  ['a repetition', 'abcdeabcdeabcde'],
  ['a word twice', 'sesamsesamsesam'],
  ['few signs', '!!!!????!!!!'],
])('refuses %s: %s', (_, password) => expect(judge(password)).toMatch(/Many people have this password/));

it.each([
  ['the address', 'ann.smith@bluebottle.example'],
  ['the address in capitals, with a digit', 'Ann.Smith@BlueBottle.example1'],
  ['its first part', 'ann.smith2024!'],
  ['its parts in another order', 'Smith_Ann_1999'],
  ['its domain', 'bluebottle#1234'],
  ['this site', 'greenkettle2024'],
  ['its host', 'payments.greenkettle'],
  ['Hookwell', 'Hookwell-2024!'],
])('refuses %s: %s', (_, password) => expect(judge(password)).toMatch(/mostly your e-mail address/));

it('refuses what is too short or too long first', () => {
  expect(judge('x7#kQ2!vN9p')).toMatch(/at least 12/);
  expect(judge('x'.repeat(129))).toMatch(/at most 128/);
});
