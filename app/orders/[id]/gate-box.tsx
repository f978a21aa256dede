import { CircleAlert, CirclePause, ExternalLink } from 'lucide-react';
import { ForRole } from '@/app/_components/for-role';
import { LinkedSummary } from '@/app/_components/summary';
import { Time } from '@/app/_components/time';
import { DownloadLink } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import { modeOf } from '@/app/_lib/mode';
import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { formatMoney } from '@/lib/kit/money/format-money';
import { dashboardUrl } from '@/lib/stripe/dashboard-url';
import { DecisionButtons } from './decision-buttons';
import type { GateState } from './gate-state';
import { whoBought } from './who-bought';

const looks = {
  calm: { box: 'border-line bg-subtle', ink: 'text-muted', icon: CirclePause },
  warn: { box: 'border-warn/40 bg-warn-soft', ink: 'text-warn', icon: CircleAlert },
};

/** Why a paid order is not fulfilled, and the buttons that decide about it. */
export function GateBox({ state, order }: { state: GateState; order: OrderDetail }) {
  const { box, ink, icon: Icon } = looks[state.tone];
  const { account, livemode, holdCode, heldAt } = order;
  return (
    <section aria-labelledby="gate" className={cn('mb-5 flex gap-3 rounded-lg border p-4', box)}>
      <Icon className={cn('mt-0.5 size-5 shrink-0', ink)} aria-hidden />
      <div className="min-w-0 flex-1">
        <h2 id="gate" className={cn('font-medium wrap-anywhere', state.tone !== 'calm' && ink)}>
          {state.title}
        </h2>
        <p className="mt-0.5 max-w-prose text-[13px] text-pretty text-muted wrap-anywhere">
          <LinkedSummary text={state.sentence} mode={modeOf(livemode)} account={account} />
          {holdCode && heldAt && (
            <>
              {' '}
              Held since <Time at={heldAt} format="exact" />.
            </>
          )}
        </p>
        <div className="mt-3 flex flex-wrap items-start gap-2">
          {holdCode === 'in_review' && <ReviewLink order={order} />}
          <ForRole needs="operator">
            <DecisionButtons
              orderId={order.id}
              offers={state.offers}
              amount={formatMoney(order.amount, order.currency)}
              who={whoBought(order)}
            />
          </ForRole>
        </div>
      </div>
    </section>
  );
}

/** A review is approved on the page of its payment. */
function ReviewLink({ order: { account, livemode, paymentIntentId, charges } }: { order: OrderDetail }) {
  const id = paymentIntentId ?? charges.at(-1)?.id;
  if (!id) return null;
  return (
    <DownloadLink size="sm" href={dashboardUrl({ id, account, livemode })} target="_blank" rel="noopener noreferrer">
      Review it in Stripe
      <ExternalLink aria-hidden />
      <span className="sr-only">(new window)</span>
    </DownloadLink>
  );
}
