import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { formatMoney } from '@/lib/kit/money/format-money';

/** Money that moved, as a line of an order's page. `amount` is negative where it left the shop. */
export type MovementLine = {
  key: string;
  words: string;
  amount: bigint;
  currency: string | null;
  at: Date;
  /** The object that it was, or belongs to. */
  ref: string;
  notes: string[];
};

type Asked = Pick<OrderDetail, 'movements' | 'disputeMovements' | 'currency'>;

const WORDS: Record<string, string> = {
  received: 'Received',
  outside: 'Paid outside of Stripe',
  refunded: 'Refunded',
};

/**
 * Every movement of an order's money, first to last: what its amounts are the sums of, and of its disputes also the fees and
 * what moved in another currency of the shop's balance, which stand in no sum.
 */
export function movementLines({ movements, disputeMovements, currency }: Asked): MovementLine[] {
  const ofDisputes = new Map(disputeMovements.map((moved) => [moved.id, moved]));
  const own = movements.map(({ kind, amount, currency, movedAt, ref }): MovementLine => {
    const dispute = ofDisputes.get(ref);
    return {
      key: `${kind} ${ref}`,
      words: WORDS[kind] ?? (kind === 'reinstated' ? 'Given back by the bank' : 'Withdrawn by the bank'),
      amount: kind === 'refunded' || kind === 'withdrawn' ? -amount : amount,
      currency,
      at: movedAt,
      ref: dispute?.disputeId ?? ref,
      notes: dispute ? tellFee(dispute) : [],
    };
  });
  const counted = new Set(movements.map(({ ref }) => ref));
  const others = disputeMovements
    .filter(({ id }) => !counted.has(id))
    .map((moved): MovementLine => {
      const elsewhere = moved.currency === currency ? [] : ['In another currency of your balance, so not in the net'];
      return {
        key: moved.id,
        words:
          moved.amount > 0n ? 'Given back by the bank' : moved.amount < 0n ? 'Withdrawn by the bank' : 'Dispute fee',
        amount: moved.amount,
        currency: moved.currency,
        at: moved.createdAt,
        ref: moved.disputeId,
        notes: [...elsewhere, ...tellFee(moved)],
      };
    });
  return [...own, ...others].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A fee that came back stands as a negative one. */
function tellFee({ amountFee, currency }: Asked['disputeMovements'][number]): string[] {
  if (amountFee === 0n) return [];
  return amountFee > 0n
    ? [`Dispute fee ${formatMoney(amountFee, currency)}, not in the net`]
    : [`Dispute fee ${formatMoney(-amountFee, currency)} given back, not in the net`];
}
