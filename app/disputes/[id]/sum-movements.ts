import type { DisputeMovement } from '@/lib/db/generated/client';

type Sum = { currency: string; amount: bigint; fees: bigint };

/** What movements come to, by currency: amounts of two cannot be added. */
export function sumMovements(movements: Pick<DisputeMovement, 'currency' | 'amount' | 'amountFee'>[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { currency, amount, amountFee } of movements) {
    const sum = sums.get(currency) ?? { currency, amount: 0n, fees: 0n };
    sums.set(currency, { currency, amount: sum.amount + amount, fees: sum.fees + amountFee });
  }
  return [...sums.values()];
}
