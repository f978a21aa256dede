import { RotateCw, Zap } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { ButtonLink } from '@/app/_components/ui/button';
import { Segments } from '@/app/_components/ui/segments';
import { may } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { effectList } from '@/lib/dashboard/effects/list';
import { effectGrid, effectTableColumns } from './columns';
import { effectKinds, effectStatuses, readEffectsUrl, readRetryUrl } from './url';

export const metadata = { title: 'Effects' };

export default async function EffectsPage({ searchParams }: PageProps<'/effects'>) {
  const view = await readEffectsUrl(searchParams);
  const page = await query((prisma) => effectList.page(prisma, view.request));
  const retry = await readRetryUrl(searchParams);
  const anyFailed = page.rows.some(({ status }) => status === 'failed');
  const mayRetry = anyFailed && (await may('operator'));
  return (
    <ListFrame
      title="Effects"
      lead="Side effects: each runs once, however often it is requested."
      path="/effects"
      view={view}
      page={page}
      segments={effectStatuses}
      moreSegments={
        <Segments
          label="Kind"
          segments={[
            { label: 'Any kind', href: view.href({ kind: null }), active: !view.asked.kind },
            ...effectKinds.map(({ kind, word }) => ({
              label: word,
              href: view.href({ kind }),
              active: view.asked.kind === kind,
            })),
          ]}
        />
      }
      search="Key, order, event, email, or any id"
      filters={['time']}
      calm={{
        failed: 'No effect failed',
        retrying: 'No effect is being retried',
        pending: 'No effect is waiting',
        skipped: 'No effect was skipped',
      }}
      actions={
        mayRetry && (
          <ButtonLink size="sm" href={retry.href({ status: 'failed' })}>
            <RotateCw aria-hidden />
            Retry all failed…
          </ButtonLink>
        )
      }
      empty={{
        icon: Zap,
        title: `No ${view.mode} effect yet`,
        text: 'Once a purchase is paid, its fulfillment and its receipt are listed here, with every attempt and its outcome.',
      }}
    >
      <ListTable rows={page.rows} rowKey={({ key }) => key} grid={effectGrid} columns={effectTableColumns} />
    </ListFrame>
  );
}
