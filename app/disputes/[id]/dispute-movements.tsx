import { Money } from '@/app/_components/money';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import type { DisputeMovement } from '@/lib/db/generated/client';
import { sumMovements } from './sum-movements';

const cell = 'px-4 py-2.5 align-baseline';

/** What a dispute took and gave back, over all of its events, in the currency of the shop's balance. */
export function DisputeMovements({ movements }: { movements: DisputeMovement[] }) {
  if (movements.length === 0) return null;
  const sums = sumMovements(movements);
  return (
    <Card title="Money moved" note="of your balance">
      <table className="w-full text-start">
        <thead>
          <tr className="text-xs text-faint">
            <th scope="col" className={`${cell} text-start font-medium`}>
              What
            </th>
            <th scope="col" className={`${cell} text-end font-medium`}>
              Amount
            </th>
            <th scope="col" className={`${cell} text-end font-medium`}>
              Fee
            </th>
          </tr>
        </thead>
        <tbody>
          {movements.map(({ id, amount, amountFee, currency, createdAt }) => (
            <tr key={id} className="border-t border-line">
              <td className={cell}>
                <span className="block font-medium">{nameMovement(amount)}</span>
                <span className="block font-mono text-xs break-all text-faint">{id}</span>
                <Time at={createdAt} className="text-[13px] text-muted" />
              </td>
              <td className={`${cell} text-end`}>
                <Money amount={amount} currency={currency} />
              </td>
              <td className={`${cell} text-end text-muted`}>
                {amountFee === 0n ? (
                  <span className="text-faint">none</span>
                ) : (
                  <Money amount={amountFee} currency={currency} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums.map(({ currency, amount, fees }) => (
            <tr key={currency} className="border-t border-line bg-subtle font-medium">
              <th scope="row" className={`${cell} text-start font-medium`}>
                Total
              </th>
              <td className={`${cell} text-end`}>
                <Money amount={amount} currency={currency} />
              </td>
              <td className={`${cell} text-end`}>
                <Money amount={fees} currency={currency} />
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
    </Card>
  );
}

function nameMovement(amount: bigint): string {
  if (amount === 0n) return 'Fee';
  return amount < 0n ? 'Withdrawn' : 'Given back';
}
