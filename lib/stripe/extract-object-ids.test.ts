import { expect, it } from 'vitest';
import { buildEvent } from '../dev/simulator/build';
import { extractObjectIds } from './extract-object-ids';

it('finds the ids that an event speaks of, the nearest to the top first', () => {
  const event = buildEvent('charge.succeeded', { seed: 'ids' });
  const { id, payment_intent, customer, payment_method } = event.data.object;
  const ids = extractObjectIds(event.data);
  expect(ids[0]).toBe(id);
  expect(ids).toEqual(expect.arrayContaining([payment_intent, customer, payment_method]));
});

it('leaves out client secrets, words that only look like ids, and repetitions', () => {
  const object = {
    client_secret: 'pi_3abcdefgh12345_secret_abcdef',
    status: 'requires_confirmation',
    type: 'us_bank_account',
    session: 'cs_test_a1b2c3d4e5',
    again: ['pi_3abcdefgh12345', 'pi_3abcdefgh12345'],
  };
  expect(extractObjectIds({ object })).toEqual(['cs_test_a1b2c3d4e5', 'pi_3abcdefgh12345']);
});

it('stays bounded, whatever the size and the depth', () => {
  const wide = Array.from({ length: 50_000 }, (_, i) => `in_${String(i).padStart(24, '0')}`);
  expect(extractObjectIds(wide)).toHaveLength(100);
  let deep: unknown = 'pi_3abcdefgh12345';
  for (let level = 0; level < 3000; level++) deep = { deep };
  expect(extractObjectIds(deep)).toEqual(['pi_3abcdefgh12345']);
});
