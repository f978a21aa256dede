import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { sourceMeans } from '@/app/_components/event-table';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Facts } from '@/app/_components/ui/facts';
import { formatBytes, formatDuration } from '@/app/_lib/describe-event';
import type { EventDetail } from '@/lib/events/queries';

/** Where the event comes from and how it got here, down to the proof that it is Stripe's. */
export function EventFacts({ event }: { event: EventDetail }) {
  return (
    <Card title="Facts">
      <Facts
        rows
        className="p-4"
        facts={[
          { term: 'Created at Stripe', value: <Time at={event.createdAt} format="exact" /> },
          {
            term: 'Received',
            value: (
              <>
                <Time at={event.receivedAt} format="exact" />
                <Lag event={event} />
              </>
            ),
          },
          {
            term: 'Deliveries',
            value:
              event.deliveries === 0 ? (
                'None yet'
              ) : event.deliveries === 1 ? (
                '1'
              ) : (
                <>
                  {event.deliveries}, the last <Time at={event.lastDeliveredAt} />
                </>
              ),
          },
          { term: 'Attempts', value: event.attempts },
          { term: 'Source', value: sourceMeans[event.source] },
          { term: 'Mode', value: event.livemode ? 'Live' : 'Test' },
          { term: 'API version', value: mono(event.apiVersion) },
          { term: 'Account', value: event.account ? mono(event.account) : 'Own account' },
          { term: 'Request', value: event.requestId ? mono(event.requestId) : 'None; Stripe acted by itself' },
        ]}
      />
      <Proof event={event} />
    </Card>
  );
}

const mono = (text: string | null) => text && <span className="font-mono text-[13px] break-all">{text}</span>;

/** Stripe's clock has seconds only, so that a small lag says nothing. */
function Lag({ event }: { event: EventDetail }) {
  const lag = +event.receivedAt - +event.createdAt;
  const text = lag < 2_000 ? 'within two seconds' : `${formatDuration(lag)} later`;
  return <span className="block text-[13px] text-faint">{text}</span>;
}

function Proof({ event }: { event: EventDetail }) {
  const { verifiedAt, secretLabel, bodySha256, bodyBytes } = event;
  const Icon = verifiedAt ? ShieldCheck : ShieldAlert;
  return (
    <div className="flex gap-2.5 border-t border-line bg-subtle px-4 py-3 text-[13px] text-muted">
      <Icon className={`mt-px size-4 shrink-0 ${verifiedAt ? 'text-ok' : 'text-warn'}`} aria-hidden />
      <div className="min-w-0">
        {verifiedAt ? (
          <p>
            Signature verified <Time at={verifiedAt} />
            {secretLabel && (
              <>
                {' '}
                with the secret <span className="font-mono break-words text-ink">{secretLabel}</span>
              </>
            )}
          </p>
        ) : (
          <p>Not signed: this copy was not delivered by a webhook.</p>
        )}
        <p
          className="mt-1 font-mono text-xs break-all text-faint"
          title={`SHA-256 of the ${bodyBytes} bytes as they came`}
        >
          {formatBytes(bodyBytes)} · SHA-256 {bodySha256}
        </p>
      </div>
    </div>
  );
}
