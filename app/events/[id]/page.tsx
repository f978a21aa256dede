import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { EventChanges } from '@/app/_components/changes';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { describeAmount, humanizeType } from '@/app/_lib/describe-event';
import { deploymentMode, modeOf, modeParam, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadDetailParams } from '@/app/_lib/search-params';
import { listEventChanges } from '@/lib/changes/queries';
import { getEventBody, listSiblings } from '@/lib/events/queries';
import { findOrderOf } from '@/lib/orders/queries';
import { Attempts } from './attempts';
import { EventFacts } from './event-facts';
import { EventHeader } from './event-header';
import { loadEvent } from './load-event';
import { Outcome } from './outcome';
import { Payload } from './payload';
import { RelatedObjects } from './related-objects';
import { Siblings } from './siblings';

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
  const [body, siblings, order, changes] = await query((prisma) =>
    Promise.all([
      getEventBody(prisma, event.id),
      listSiblings(prisma, event, 10),
      findOrderOf(prisma, { account: event.account, objectIds }),
      listEventChanges(prisma, event.id),
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
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px] xl:grid-rows-[auto_1fr]">
        <div className="min-w-0 space-y-5">
          <Outcome event={event} />
          <EventChanges changes={changes} />
          <Attempts event={event} />
        </div>
        <div className="grid min-w-0 items-start gap-5 md:max-xl:grid-cols-2 xl:row-span-2 xl:content-start">
          <EventFacts event={event} />
          <RelatedObjects ids={objectIds} main={event.objectId} mode={mode} account={event.account} order={order} />
          <Siblings events={siblings} objectId={event.objectId} mode={mode} account={event.account} />
        </div>
        <div className="min-w-0">
          <Payload id={event.id} body={body ?? ''} bytes={event.bodyBytes} mode={mode} account={event.account} />
        </div>
      </div>
    </>
  );
}
