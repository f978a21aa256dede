import { expect, test } from 'vitest';
import { tellColumns } from './tell-columns';

test('tells columns as people read them, and leaves out what says nothing', () => {
  const change = {
    before: null,
    after: {
      id: 'du_1',
      livemode: false,
      status: 'needs_response',
      amount: 1099,
      currency: 'jpy',
      reason: null,
      metadata: {},
      captured: true,
      created_at: '2026-10-01T12:00:00+02:00',
    },
    currency: 'eur',
  };
  expect(tellColumns(change)).toEqual([
    { name: 'status', before: null, after: 'needs_response' },
    { name: 'amount', before: null, after: '¥1,099' },
    { name: 'currency', before: null, after: 'jpy' },
    { name: 'captured', before: null, after: 'yes' },
    { name: 'created at', before: null, after: '2026-10-01 10:00:00 UTC' },
  ]);
});

test('tells what the customer was charged in their currency, and never in the shop’s', () => {
  const row = { amount: 2000, currency: 'usd', amount_presented: 1850, currency_presented: 'eur' };
  const told = tellColumns({ before: null, after: row, currency: null });
  expect(told.map(({ after }) => after)).toEqual(['$20.00', 'usd', '€18.50', 'eur']);
  const alone = tellColumns({ before: { amount_presented: 1850 }, after: { amount_presented: 1900 }, currency: 'usd' });
  expect(alone).toEqual([{ name: 'amount presented', before: '1,850', after: '1,900' }]);
});

test('shows both sides of a change, and cuts a text that is too long to read here', () => {
  const [name, email] = tellColumns({
    before: { name: null, email: 'a@example.com' },
    after: { name: 'W'.repeat(10_000), email: null },
    currency: null,
  });
  expect(name).toMatchObject({ before: 'nothing', after: `${'W'.repeat(240)}…` });
  expect(email).toEqual({ name: 'email', before: 'a@example.com', after: 'nothing' });
});
