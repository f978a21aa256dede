import { expect, it } from 'vitest';
import { describeChanges } from './describe-changes';
import type { Change } from './queries';

const change = (before: Change['before'], after: Change['after'], table = 'orders', objectId = 'ord_1'): Change => ({
  id: 1n,
  table,
  objectId,
  orderId: 'ord_1',
  operation: 'update',
  before,
  after,
  createdAt: new Date(0),
  currency: 'eur',
  event: { id: 'evt_1', type: 'review.opened', summary: null },
});

it.each<[string, Change['before'], Change['after'], string[]]>([
  [
    'a hold that begins',
    { hold_code: null, held_at: null },
    { hold_code: 'in_review', held_at: '2026-11-30T10:00:00Z' },
    ['held order ord_1: in manual review'],
  ],
  [
    'a hold that ends',
    { hold_code: 'in_review' },
    { hold_code: null },
    ['ended the hold of order ord_1 (in manual review)'],
  ],
  [
    'a hold of another reason',
    { hold_code: 'link_unknown' },
    { hold_code: 'same_purchase', hold_detail: 'Order ord_2' },
    ['held order ord_1: probably the same purchase'],
  ],
  [
    'a payment that is held at once',
    { status: 'pending', hold_code: null },
    { status: 'paid', hold_code: 'link_unknown' },
    ['set order ord_1 to paid, held order ord_1: waiting for its invoice link'],
  ],
  ['what goes along with a hold alone', { held_at: null }, { held_at: '2026-11-30T10:00:00Z' }, []],
  [
    'what a person decided about an order that was joined',
    { decision: null },
    { decision: 'release', decided_by: 'Olga' },
    ['kept what a person decided about order ord_1: released'],
  ],
  [
    'what a dispute took',
    { amount_disputed: 0, dispute_status: null },
    { amount_disputed: 2000, dispute_status: 'needs_response' },
    ['set what disputes took of order ord_1 to 20.00 EUR, noted the dispute of order ord_1: needs response'],
  ],
  [
    'an amount',
    { amount_received: 0 },
    { amount_received: 300, customer_email: 'ada@example.com' },
    ['updated order ord_1 (amount received: 3.00 EUR, customer email)'],
  ],
])('says %s', (_, before, after, words) => {
  expect(describeChanges([change(before, after)])).toEqual(words);
});

it('says why an effect was skipped at the gate', () => {
  const after = { status: 'skipped', result: { reason: 'in_review' } };
  expect(describeChanges([change({ status: 'pending' }, after, 'effects', 'fulfil:ord_1')])).toEqual([
    'skipped its fulfillment (in manual review)',
  ]);
});
