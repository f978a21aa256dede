import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { tellTimeline } from '@/app/_lib/event-timeline';
import { may } from '@/app/_lib/guard';
import { deploymentMode, modeOf, modeParam, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { tellEvent } from '@/app/_lib/tell-event';
import { listEventChanges } from '@/lib/dashboard/changes/queries';
import {
  findNameOfCustomer,
  getFetchedObject,
  getHealing,
  listEventEffects,
  listNeighbours,
} from '@/lib/dashboard/events/event-page';
import { listDeliveries } from '@/lib/dashboard/events/list-deliveries';
import type { EventDetail } from '@/lib/dashboard/events/queries';
import { findOrderOf } from '@/lib/dashboard/orders/queries';
import type { PrismaClient } from '@/lib/db/generated/client';
import { getEventBody } from '@/lib/inbox/store/get-event-body';
import { Attempts } from './attempts';
import { EventEffects } from './event-effects';
import { EventFactList } from './event-fact-list';
import { EventHeader } from './event-header';
import { EventOutcome } from './event-outcome';
import { eventHref, loadEventPageParams } from './event-params';
import { loadEvent } from './load-event';
import { loadTie } from './load-tie';
import { loadWait } from './load-wait';
import { NoPayload } from './no-payload';
import { Notices } from './notices';
import { Payload } from './payload/payload';
import { Proof } from './proof';
import { RelatedObjects } from './related-objects';
import { Siblings } from './siblings';
import { Timeline } from './timeline';
import { WhatChanged } from './what-changed';
import { whyNothing } from './why-nothing';

export async function generateMetadata({ params }: PageProps<'/events/[id]'>): Promise<Metadata> {
  const event = await loadEvent((await params).id);
  return { title: event ? `${event.type} ${event.id}` : 'Not found' };
}

const loadRest = (prisma: PrismaClient, event: EventDetail) =>
  Promise.all([
    getEventBody(prisma, event.id),
    listDeliveries(prisma, event.id),
    listEventChanges(prisma, event.id),
    listEventEffects(prisma, event.id),
    listNeighbours(prisma, event),
    findOrderOf(prisma, event),
    findNameOfCustomer(prisma, event),
    getHealing(prisma, event.id),
    getFetchedObject(prisma, event.id),
    loadTie(prisma, event),
    loadWait(prisma, event),
  ]);

export default async function EventPage({ params, searchParams }: PageProps<'/events/[id]'>) {
  const event = await loadEvent((await params).id);
  if (!event) notFound();
  const mode = modeOf(event.livemode);
  const asked = await loadEventPageParams(searchParams);
  // The frame tells the mode from the address, and a record has just one.
  if ((asked.mode ?? deploymentMode()) !== mode) redirect(recordHref(`/events/${event.id}`, event.livemode));

  const [text, deliveries, changes, effects, neighbours, order, customer, healing, fetched, tie, waits] = await query(
    (prisma) => loadRest(prisma, event),
  );
  const operator = await may('operator');
  const body = text ?? '';
  const owner = { livemode: event.livemode, account: event.account };
  const href = eventHref(event.id);
  const payload = {
    id: event.id,
    owner,
    view: asked.payload ?? 'tree',
    viewHrefs: {
      tree: href({ mode: modeParam(mode) }),
      raw: href({ mode: modeParam(mode), payload: 'raw' }),
    },
  } as const;
  return (
    <>
      {(event.status === 'pending' || event.status === 'retrying') && <QuietRefresh />}
      <EventHeader
        event={event}
        title={tellEvent(event.type, fetched?.body ?? body, customer)}
        backMode={modeParam(mode)}
      />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_360px] xl:grid-rows-[auto_1fr]">
        <div className="min-w-0 space-y-5">
          <EventOutcome event={event} waits={waits} />
          <Notices event={event} healedAt={healing?.healedAt ?? null} fetched={fetched} tie={tie} />
          <WhatChanged changes={changes} why={whyNothing(event)} owner={owner} />
          <EventEffects effects={effects} mayRetry={operator} />
          <Attempts event={event} />
        </div>
        <div className="grid min-w-0 items-start gap-5 md:max-xl:grid-cols-2 xl:row-span-2 xl:content-start">
          <Timeline moments={tellTimeline(event, deliveries)} />
          <Proof event={event} />
          <Siblings
            id={event.id}
            events={neighbours.rows}
            total={neighbours.total}
            objectId={event.objectId}
            owner={owner}
          />
          <RelatedObjects ids={event.objectIds} main={event.objectId} owner={owner} order={order} />
          <EventFactList event={event} />
        </div>
        <div className="min-w-0 space-y-5">
          {event.redactedAt ? (
            <NoPayload at={event.redactedAt} bytes={event.bodyBytes} />
          ) : (
            <Payload {...payload} body={body} bytes={event.bodyBytes} rawHref={`/events/${event.id}/raw`} />
          )}
          {fetched && !event.redactedAt && (
            <Payload
              {...payload}
              title="The fetched object"
              note={`as ${fetched.type}`}
              body={fetched.body}
              bytes={Buffer.byteLength(fetched.body)}
              rawHref={`/events/${event.id}/raw?of=fetched`}
            />
          )}
        </div>
      </div>
    </>
  );
}
