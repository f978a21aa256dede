import { CircleCheck, History } from 'lucide-react';
import { FilterNotice } from '@/app/_components/filter-notice';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Pager } from '@/app/_components/pager';
import { Time } from '@/app/_components/time';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { PageHeader } from '@/app/_components/ui/page-header';
import { Segments } from '@/app/_components/ui/segments';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { may } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { findingsHref, loadFindingsParams } from '@/app/_lib/search-params';
import { checkState, countOpenFindings, listFindings } from '@/lib/upkeep/invariants/queries';
import { findRule } from '@/lib/upkeep/invariants/registry';
import { checkNow } from './actions';
import { FindingList } from './finding-list';
import { RuleList } from './rule-list';

export const metadata = { title: 'Findings' };

export default async function FindingsPage({ searchParams }: PageProps<'/findings'>) {
  const asked = await loadFindingsParams(searchParams);
  const state = asked.state ?? 'open';
  const kept = { ...asked, before: null, after: null };
  const { page, counts, check } = await query(async (prisma) => {
    const [page, counts, check] = await Promise.all([
      listFindings(prisma, { ...asked, state, limit: 25 }),
      countOpenFindings(prisma),
      checkState(prisma),
    ]);
    return { page, counts, check };
  });
  const mayCheck = await may('operator');
  const open = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <QuietRefresh every={check.waiting ? 1_000 : 10_000} />
      <PageHeader
        title="Findings"
        lead={<LastCheck {...check} />}
        actions={
          mayCheck && (
            <form action={checkNow}>
              <SubmitButton pending={check.waiting} pendingWord="Checking …">
                Check now
              </SubmitButton>
            </form>
          )
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segments
          label="State"
          segments={[
            {
              label: 'Open',
              href: findingsHref({ ...kept, state: null }),
              active: state === 'open',
              count: open > 0 ? String(open) : null,
              alarming: true,
            },
            { label: 'Resolved', href: findingsHref({ ...kept, state: 'resolved' }), active: state === 'resolved' },
          ]}
        />
        {asked.rule && (
          <FilterNotice
            term="Rule"
            value={findRule(asked.rule)?.title ?? asked.rule}
            clearHref={findingsHref({ ...kept, rule: null })}
          />
        )}
      </div>
      {page.rows.length > 0 ? (
        <FindingList findings={page.rows} />
      ) : (
        <div className="rounded-lg border border-line bg-raised">
          <Nothing state={state} checked={check.finishedAt !== null} narrowed={asked.rule !== null} />
        </div>
      )}
      <Pager
        newer={page.newer && findingsHref({ ...kept, after: page.newer })}
        older={page.older && findingsHref({ ...kept, before: page.older })}
      />
      <RuleList counts={counts} />
    </>
  );
}

function LastCheck({ finishedAt }: { finishedAt: Date | null }) {
  return (
    <span className="text-[13px]">
      Orders and payments that don’t reconcile.{' '}
      {finishedAt ? (
        <>
          Checked <Time at={finishedAt} />; a worker checks every five minutes.
        </>
      ) : (
        'Not checked yet; a worker checks every five minutes.'
      )}
    </span>
  );
}

function Nothing({ state, checked, narrowed }: { state: 'open' | 'resolved'; checked: boolean; narrowed: boolean }) {
  if (state === 'resolved')
    return (
      <EmptyState icon={History} title="Nothing resolved yet">
        A finding that no longer holds moves here at the next check.
      </EmptyState>
    );
  if (!checked)
    return (
      <EmptyState icon={History} title="Not checked yet">
        Press “Check now”; it takes a moment.
      </EmptyState>
    );
  return (
    <EmptyState icon={CircleCheck} title={narrowed ? 'This rule holds' : 'The money adds up'}>
      {narrowed ? 'No open finding of this rule.' : 'Every rule below holds for every order.'}
    </EmptyState>
  );
}
