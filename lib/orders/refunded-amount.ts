import type { Charge, Refund } from '../db/generated/client';

type Rows = {
  charges: Pick<Charge, 'amountRefunded'>[];
  refunds: Pick<Refund, 'amount' | 'status'>[];
};

/** A refund that failed or was canceled gave nothing back: https://docs.stripe.com/refunds#failed-refunds */
const gaveBack = ({ status }: Pick<Refund, 'status'>) => status !== 'failed' && status !== 'canceled';

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/**
 * What was given back, in the minor unit: the refunds themselves, and of the charges' own `amount_refunded` what no known
 * refund accounts for. An endpoint may hear of charges only (before API version 2022-11-15 there was no `refund.created`)
 * or of some refunds; one that failed since is still in what an older charge says, so it counts as accounted for.
 */
export function refundedAmount({ charges, refunds }: Rows): bigint {
  const known = sum(refunds.map(({ amount }) => amount));
  const told = sum(charges.map(({ amountRefunded }) => amountRefunded));
  const others = told > known ? told - known : 0n;
  return sum(refunds.filter(gaveBack).map(({ amount }) => amount)) + others;
}
