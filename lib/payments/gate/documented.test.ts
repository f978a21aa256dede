import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { envNames } from '../../kit/env';
import { HOLD_CODES, isHoldCode } from './hold';

const guide = readFileSync('docs/orders.md', 'utf8');
const reasons = guide.slice(guide.indexOf('\n### Reasons\n'), guide.indexOf('\n### Decisions\n'));
const codes = [...reasons.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => String(code));

describe('docs/orders.md', () => {
  test.each(Object.keys(HOLD_CODES))('explains %s in its table of reasons', (code) => {
    expect(codes).toContain(code);
  });

  test('explains no reason that the gate does not have, and none twice', () => {
    expect(codes.filter((code) => !isHoldCode(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each(envNames().filter((name) => name.startsWith('FULFILL_')))('explains the setting %s', (name) => {
    expect(guide).toContain(`| \`${name}\` |`);
  });
});
