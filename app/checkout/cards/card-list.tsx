import { CreditCard } from 'lucide-react';
import { namePaymentMethod } from '@/app/_lib/name-payment-method';
import type { listCards } from '@/lib/checkout/list-cards';

/** The methods that are attached to this visitor's customer. */
export function CardList({ cards }: { cards: Awaited<ReturnType<typeof listCards>> }) {
  return (
    <ul aria-label="Saved cards" className="divide-y divide-line rounded-lg border border-line bg-raised">
      {cards.map((card) => (
        <li key={card.id} className="flex items-center gap-3 px-4 py-3">
          <span className="grid size-9 shrink-0 place-items-center rounded-md bg-subtle text-muted">
            <CreditCard className="size-4" aria-hidden />
          </span>
          <div className="min-w-0">
            <p className="font-medium">{namePaymentMethod(card)}</p>
            {card.expMonth && card.expYear && (
              <p className="text-[13px] text-muted">
                Expires {String(card.expMonth).padStart(2, '0')}/{card.expYear}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
