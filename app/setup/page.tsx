import { Suspense } from 'react';
import { EventTable } from '@/app/_components/event-table';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Card } from '@/app/_components/ui/card';
import { PageHeader } from '@/app/_components/ui/page-header';
import { Skeleton } from '@/app/_components/ui/skeleton';
import { may } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { loadSetupParams } from '@/app/_lib/search-params';
import { type ListedEvent, listEvents } from '@/lib/dashboard/events/queries';
import { connections, type Database } from '@/lib/db/client';
import { deploymentLivemode, isProduction } from '@/lib/kit/env';
import { readSetup, type Setup } from '@/lib/ops/setup/read-setup';
import { Doctor } from './doctor';
import { StepList } from './step-list';
import { toSteps } from './steps';
import { TestEvents } from './test-events';

export const metadata = { title: 'Set-up' };

const shownEvents = 8;

async function load(prisma: Database): Promise<{ setup: Setup; events: ListedEvent[] }> {
  const setup = await readSetup(connections().pool, prisma);
  if (!setup.verified) return { setup, events: [] };
  const { rows } = await listEvents(prisma, { livemode: deploymentLivemode(), limit: shownEvents });
  return { setup, events: rows };
}

export default async function SetupPage({ searchParams }: PageProps<'/setup'>) {
  const told = await loadSetupParams(searchParams);
  const { setup, events } = await query(load);
  const mayAct = await may('operator');
  const steps = toSteps(setup);
  const needed = steps.filter(({ optional }) => !optional);
  const done = needed.filter(({ state }) => state === 'done').length;
  return (
    <>
      <QuietRefresh every={1_000} />
      <PageHeader
        title="Set-up"
        lead={
          setup.verified
            ? done === needed.length
              ? 'Everything is connected: events arrive, are applied, and none is missing.'
              : `${done} of ${needed.length} steps are done. The ticks change by themselves.`
            : 'Waiting for the first event. The ticks change by themselves when it arrives.'
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Card title="Steps" note={`${done} of ${needed.length} done`}>
          <StepList steps={steps} />
        </Card>
        <div className="space-y-5">
          {!isProduction() && mayAct && <TestEvents told={told} />}
          {events.length > 0 && (
            <Card title="Arrived last">
              <EventTable events={events} />
            </Card>
          )}
          <Suspense fallback={<DoctorSkeleton />}>
            <Doctor mayAct={mayAct} />
          </Suspense>
        </div>
      </div>
    </>
  );
}

const DoctorSkeleton = () => (
  <Card title="Doctor" note="looks at the configuration, the way here, Stripe, the database and the worker …">
    <div className="space-y-3 p-4" aria-busy="true">
      {Array.from({ length: 6 }, (_, row) => (
        <Skeleton key={row} className="w-4/5" />
      ))}
    </div>
  </Card>
);
