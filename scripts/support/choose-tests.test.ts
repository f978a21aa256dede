import { expect, test } from 'vitest';
import { chooseTests, THROUGH_ALL } from './choose-tests';

const choose = (...changed: string[]) => chooseTests(process.cwd(), changed);

test('a change of lib runs what loads it, and a few that go through all of it', async () => {
  expect(await choose('lib/payments/gate/judge.ts')).toEqual(
    expect.arrayContaining(['lib/payments/gate/judge.test.ts', ...THROUGH_ALL]),
  );
  expect(await choose('lib/payments/refunds/apply-refund.ts')).not.toContain(
    'tests/integration/gate/decisions.test.ts',
  );
});

test('a change of a test runs that test, and one of a document none', async () => {
  expect(await choose('tests/integration/db/text-array.test.ts')).toEqual(['tests/integration/db/text-array.test.ts']);
  expect(await choose('docs/sweep.md')).toEqual([]);
});

test('a change of what all depend on runs all', async () => {
  expect(await choose('docs/sweep.md', 'prisma/schema.prisma')).toBeNull();
});
