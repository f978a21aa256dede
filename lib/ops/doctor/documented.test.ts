import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => file.endsWith('.ts'));
const read = (file: string) => readFileSync(file, 'utf8');
const isTest = (file: string) => file.endsWith('.test.ts');
const tests = [
  ...filesIn('tests/integration/doctor'),
  ...filesIn('tests/servers/doctor'),
  ...filesIn('lib/ops/doctor').filter(isTest),
]
  .map(read)
  .join('\n');
const sources = filesIn('lib/ops/doctor').filter((file) => !isTest(file));
const codesIn = (file: string) =>
  [...read(file).matchAll(/\b(?:warn|error|fatal)\(\s*'(\w+)'/g)].map(([, code]) => String(code));

describe.each([...new Set(sources.flatMap(codesIn))].sort())('the finding %s', (code) => {
  test('stands in docs/doctor.md', () => {
    expect(read('docs/doctor.md')).toContain(`\`${code}\``);
  });

  test('has a test that produces it', () => {
    expect(tests).toMatch(new RegExp(`\\b${code}\\b`));
  });
});
