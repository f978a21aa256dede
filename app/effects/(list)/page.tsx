import { RotateCw, Zap } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { ButtonLink } from '@/app/_components/ui/button';
import { Segments } from '@/app/_components/ui/segments';
import { may } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { effectList } from '@/lib/effects/list';
import { effectColumns, effectGrid } from './columns';
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
      lead="Work on the outside: each happens once, whoever asks for it."
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
      search="Key, order, event, e-mail, or any id"
      filters={['time']}
      calm={{
        failed: 'No effect failed',
        retrying: 'No effect is being retried',
        pending: 'No effect waits',
        skipped: 'No effect was skipped',
      }}
      actions={
        mayRetry && (
          <ButtonLink size="sm" href={retry.href({ status: 'failed' })}>
            <RotateCw aria-hidden />
            Try all failed again…
          </ButtonLink>
        )
      }
      empty={{
        icon: Zap,
        title: `No ${view.mode} effect yet`,
        text: 'When a purchase is paid, its fulfilment and its receipt stand here, with every try and what came of it.',
      }}
    >
      <ListTable rows={page.rows} rowKey={({ key }) => key} grid={effectGrid} columns={effectColumns} />
    </ListFrame>
  );
}
