import type { Charge, Refund } from '../db/generated/client';

type Rows = {
  charges: Pick<Charge, 'id' | 'amountRefunded'>[];
  refunds: Pick<Refund, 'chargeId' | 'amount' | 'status'>[];
};

/** A refund that failed or was canceled gave nothing back: https://docs.stripe.com/refunds#failed-refunds */
const gaveBack = (status: string) => status !== 'failed' && status !== 'canceled';

/**
 * What was given back, in the minor unit: the refunds themselves, and a charge's own `amount_refunded` only where no
 * refund of it is known (API versions before 2022-11-15 sent no `refund.created`).
 */
export function refundedAmount({ charges, refunds }: Rows): bigint {
  const told = new Set(refunds.map((refund) => refund.chargeId));
  const amounts = [
    ...refunds.filter((refund) => gaveBack(refund.status)).map((refund) => refund.amount),
    ...charges.filter((charge) => !told.has(charge.id)).map((charge) => charge.amountRefunded),
  ];
  return amounts.reduce((total, amount) => total + amount, 0n);
}
