import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { EventTable } from '@/app/_components/event-table';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Card } from '@/app/_components/ui/card';
import { describeAmount, humanizeType } from '@/app/_lib/describe-event';
import { deploymentMode, modeOf, modeParam, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadDetailParams } from '@/app/_lib/search-params';
import { getEventBody, listSiblings } from '@/lib/events/queries';
import { findOrderOf } from '@/lib/orders/queries';
import { Attempts } from './attempts';
import { EventFacts } from './event-facts';
import { EventHeader } from './event-header';
import { loadEvent } from './load-event';
import { Outcome } from './outcome';
import { Payload } from './payload';
import { RelatedObjects } from './related-objects';

export async function generateMetadata({ params }: PageProps<'/events/[id]'>): Promise<Metadata> {
  const event = await loadEvent((await params).id);
  return { title: event ? `${event.type} ${event.id}` : 'Not found' };
}

export default async function EventPage({ params, searchParams }: PageProps<'/events/[id]'>) {
  const event = await loadEvent((await params).id);
  if (!event) notFound();
  const mode = modeOf(event.livemode);
  // The frame tells the mode from the address, and a record has just one.
  const asked = (await loadDetailParams(searchParams)).mode ?? deploymentMode();
  if (asked !== mode) redirect(recordHref(`/events/${event.id}`, event.livemode));

  const objectIds = event.objects.map(({ objectId }) => objectId);
  const [body, siblings, order] = await query((prisma) =>
    Promise.all([
      getEventBody(prisma, event.id),
      listSiblings(prisma, event, 10),
      findOrderOf(prisma, { account: event.account, objectIds }),
    ]),
  );
  return (
    <>
      {(event.status === 'pending' || event.status === 'retrying') && <QuietRefresh />}
      <EventHeader
        event={event}
        title={humanizeType(event.type)}
        amount={describeAmount(event.type, body ?? '')}
        backMode={modeParam(mode)}
      />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0 space-y-5">
          <Outcome event={event} />
          <Attempts event={event} />
          <Payload id={event.id} body={body ?? ''} bytes={event.bodyBytes} mode={mode} />
        </div>
        <div className="min-w-0 space-y-5 max-xl:row-start-2 max-xl:grid max-xl:items-start max-xl:gap-5 max-xl:space-y-0 lg:max-xl:grid-cols-2">
          <EventFacts event={event} />
          <RelatedObjects ids={objectIds} main={event.objectId} mode={mode} order={order} />
        </div>
      </div>
      {siblings.length > 0 && (
        <Card
          title="Other events of the same object"
          note={<span className="font-mono">{event.objectId}</span>}
          className="mt-5"
        >
          <EventTable events={siblings} times="created" />
        </Card>
      )}
    </>
  );
}
