import { expect, it } from 'vitest';
import { movementLines } from './movement-lines';

type Asked = Parameters<typeof movementLines>[0];
const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 12, minute));
const moved = (kind: string, amount: bigint, ref: string, minute: number) => ({
  kind,
  amount,
  ref,
  currency: 'eur',
  movedAt: at(minute),
});
const ofDispute = (id: string, amount: bigint, minute: number, change: Record<string, unknown> = {}) => ({
  id,
  disputeId: 'du_1',
  amount,
  amountFee: 0n,
  currency: 'eur',
  createdAt: at(minute),
  ...change,
});

it('tells each movement once, with its sign, its dispute and the fee beside it', () => {
  const order = {
    currency: 'eur',
    movements: [
      moved('received', 1000n, 'pi_1', 0),
      moved('outside', 500n, 'in_1', 1),
      moved('refunded', 200n, 're_1', 2),
      moved('withdrawn', 800n, 'txn_1', 3),
      moved('reinstated', 800n, 'txn_2', 4),
    ],
    disputeMovements: [
      ofDispute('txn_1', -800n, 3, { amountFee: 1500n }),
      ofDispute('txn_2', 800n, 4, { amountFee: -1500n }),
    ],
  } as unknown as Asked;
  expect(movementLines(order).map(({ words, amount, ref, notes }) => [words, amount, ref, ...notes])).toEqual([
    ['Received', 1000n, 'pi_1'],
    ['Paid outside of Stripe', 500n, 'in_1'],
    ['Refunded', -200n, 're_1'],
    ['Withdrawn by the bank', -800n, 'du_1', 'Dispute fee €15.00, not in the net'],
    ['Given back by the bank', 800n, 'du_1', 'Dispute fee €15.00 given back, not in the net'],
  ]);
});

it('leaves what moved in another currency, or was a fee alone, out of the sums, and says so', () => {
  const order = {
    currency: 'usd',
    movements: [],
    disputeMovements: [ofDispute('txn_1', -800n, 3), ofDispute('txn_2', 0n, 4, { amountFee: 1500n })],
  } as unknown as Asked;
  expect(movementLines(order).map(({ words, currency, notes }) => [words, currency, ...notes])).toEqual([
    ['Withdrawn by the bank', 'eur', 'In another currency of your balance, so not in the net'],
    [
      'Dispute fee',
      'eur',
      'In another currency of your balance, so not in the net',
      'Dispute fee €15.00, not in the net',
    ],
  ]);
});
