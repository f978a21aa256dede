import { sourceMeans } from '@/app/_components/event-row';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Facts } from '@/app/_components/ui/facts';
import type { EventDetail } from '@/lib/dashboard/events/queries';

/** Where the event comes from. */
export function EventFactList({ event }: { event: EventDetail }) {
  const { deliveries, lastDeliveredAt } = event;
  return (
    <Card title="Facts">
      <Facts
        rows
        className="p-4"
        facts={[
          { term: 'Source', value: sourceMeans[event.source] },
          { term: 'Mode', value: event.livemode ? 'Live' : 'Test' },
          {
            term: 'Deliveries',
            value:
              deliveries < 2 ? (
                deliveries || 'None yet'
              ) : (
                <>
                  {deliveries}, the last <Time at={lastDeliveredAt} />
                </>
              ),
          },
          { term: 'API version', value: mono(event.apiVersion) },
          { term: 'Account', value: event.account ? mono(event.account) : 'Own account' },
          { term: 'Request', value: event.requestId ? mono(event.requestId) : 'None; Stripe acted by itself' },
        ]}
      />
    </Card>
  );
}

const mono = (text: string | null) => text && <span className="font-mono text-[13px] break-all">{text}</span>;
