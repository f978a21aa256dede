import { Money } from '../money';
import { cn } from '../ui/cn';

export type Amount = { term: string; amount: bigint; note?: string | null; tone?: 'bad' | 'muted' };

/** The money of an object at a glance, side by side. */
export function Amounts({ amounts, currency }: { amounts: (Amount | null | false)[]; currency: string | null }) {
  return (
    <section aria-label="Money" className="overflow-hidden rounded-lg border border-line bg-line">
      <dl className="flex flex-wrap gap-px">
        {amounts
          .filter((amount) => amount !== null && amount !== false)
          .map(({ term, amount, note, tone }) => (
            <div key={term} className="min-w-0 grow basis-32 bg-raised px-4 py-3">
              <dt className="text-xs text-faint">{term}</dt>
              <dd
                className={cn(
                  'mt-0.5 text-lg font-semibold tracking-tight wrap-anywhere',
                  tone === 'bad' && 'text-bad',
                  tone === 'muted' && 'text-muted',
                )}
              >
                <Money amount={amount} currency={currency} />
              </dd>
              {note && <dd className="text-xs text-faint">{note}</dd>}
            </div>
          ))}
      </dl>
    </section>
  );
}
