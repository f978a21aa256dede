import { CheckCheck } from 'lucide-react';
import { ExportMenu } from '@/app/_components/list/export-menu';
import { LiveRefresh } from '@/app/_components/live-refresh';
import { Pager } from '@/app/_components/pager';
import { PageHeader } from '@/app/_components/ui/page-header';
import { Segments } from '@/app/_components/ui/segments';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { may } from '@/app/_lib/guard';
import { deploymentMode } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadRejectedParams, rejectedHref } from '@/app/_lib/search-params';
import { countOpenRejections, listRejections } from '@/lib/dashboard/rejections/queries';
import { KEPT_CODES, type KeptCode } from '@/lib/inbox/rejections/causes';
import { dismissAll } from '../actions';
import { codeWords } from '../cause-words';
import { Nothing } from './nothing';
import { RejectedSearchBox } from './rejected-search-box';
import { RejectionTable } from './rejection-table';

export const metadata = { title: 'Rejected' };

export default async function RejectedPage({ searchParams }: PageProps<'/rejected'>) {
  const asked = await loadRejectedParams(searchParams);
  const state = asked.state ?? 'open';
  const kept = { ...asked, before: null, after: null };
  const { page, counts } = await query(async (prisma) => {
    const [page, counts] = await Promise.all([
      listRejections(prisma, { ...asked, state, text: asked.q, limit: 50 }),
      countOpenRejections(prisma),
    ]);
    return { page, counts };
  });
  const operator = await may('operator');
  const open = KEPT_CODES.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
  const narrowed = Boolean(asked.code || asked.q);
  return (
    <>
      <PageHeader
        title="Rejected"
        lead="What the door refused, and why. Nothing here was processed, and nothing vouches for what it says."
        actions={
          <>
            {state === 'open' && open > 0 && operator && <DismissAll code={asked.code} />}
            <ExportMenu listHref={rejectedHref(kept)} mode={deploymentMode()} />
            <LiveRefresh atTop={!page.newer} />
          </>
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segments
          label="Why"
          segments={[
            {
              label: 'Open',
              href: rejectedHref({ ...kept, state: null, code: null }),
              active: state === 'open' && !asked.code,
              count: say(open),
            },
            ...KEPT_CODES.filter((code) => counts[code] || (state === 'open' && asked.code === code)).map((code) => ({
              label: codeWords[code],
              href: rejectedHref({ ...kept, state: null, code }),
              active: state === 'open' && asked.code === code,
              count: say(counts[code] ?? 0),
            })),
            {
              label: 'Dismissed',
              href: rejectedHref({ ...kept, state: 'dismissed', code: null }),
              active: state === 'dismissed',
            },
          ]}
        />
        <RejectedSearchBox
          key={asked.q}
          value={asked.q}
          clearHref={rejectedHref({ ...kept, q: null })}
          kept={{ mode: asked.mode, state: asked.state, code: asked.code }}
        />
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? (
          <RejectionTable rejections={page.rows} keep={asked.mode ? `?mode=${asked.mode}` : ''} />
        ) : (
          <Nothing
            narrowed={narrowed}
            dismissed={state === 'dismissed'}
            allHref={rejectedHref({ ...kept, state: null, code: null, q: null })}
          />
        )}
        <Pager
          newer={page.newer && rejectedHref({ ...kept, after: page.newer })}
          older={page.older && rejectedHref({ ...kept, before: page.older })}
        />
      </div>
    </>
  );
}

const say = (count: number) => (count === 0 ? null : count.toLocaleString('en'));

function DismissAll({ code }: { code: KeptCode | null }) {
  return (
    <form action={dismissAll}>
      {/* What comes after this page was made stays open. */}
      <input type="hidden" name="until" value={new Date().toISOString()} />
      {code && <input type="hidden" name="code" value={code} />}
      <SubmitButton size="sm" title="They stay under Dismissed, and open again when the same comes again">
        <CheckCheck aria-hidden />
        {code ? `Dismiss “${codeWords[code]}”` : 'Dismiss all'}
      </SubmitButton>
    </form>
  );
}
