import { formatMoney } from '@/lib/kit/money/format-money';

/** An amount as people write it, with its code where the sign alone could be another currency's. */
export function Money({
  amount,
  currency,
  className,
}: {
  amount: bigint;
  currency: string | null;
  className?: string;
}) {
  return <span className={className}>{formatMoney(amount, currency)}</span>;
}
