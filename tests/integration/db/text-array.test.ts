import fc from 'fast-check';
import { expect, it } from 'vitest';
import { useInbox } from '@/harness/inbox';
import { connections } from '@/lib/db/client';
import { textArray } from '@/lib/db/text-array';

useInbox();

const sendBack = async (values: (string | null)[]) => {
  const { rows } = await connections().pool.query<{ values: (string | null)[] }>('select $1::text[] as values', [
    textArray(values),
  ]);
  return rows[0]?.values;
};

it('reaches PostgreSQL as it is: quotes, backslashes, NULL beside “NULL”, any script, nothing at all', async () => {
  for (const values of [[], [null], [''], ['NULL', null, '{a,"b"}', '\\', '\n'], ['ünï', '漢字', '👍', '\u202e']])
    expect(await sendBack(values)).toEqual(values);
});

it('does so with any text that PostgreSQL can keep', async () => {
  const text = fc.string({ unit: 'grapheme' }).map((each) => each.replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), async (values) => {
      expect(await sendBack(values)).toEqual(values);
    }),
    { numRuns: 50 },
  );
});

it('is refused with the code of bad data where it holds a NUL, as a text would be', async () => {
  await expect(sendBack(['a\0b'])).rejects.toMatchObject({ code: '22021' });
});
