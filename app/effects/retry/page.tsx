import { CircleCheck } from 'lucide-react';
import { ListTable } from '@/app/_components/list/list-table';
import { Time } from '@/app/_components/time';
import { ButtonLink } from '@/app/_components/ui/button';
import { Card } from '@/app/_components/ui/card';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { PageHeader } from '@/app/_components/ui/page-header';
import { query } from '@/app/_lib/query';
import { effectList, failedOf } from '@/lib/dashboard/effects/list';
import { failedCountLimit, previewFailed } from '@/lib/effects/retry-failed';
import { effectGrid, effectTableColumns, nameKind } from '../(list)/columns';
import { readEffectsUrl, readRetryUrl } from '../(list)/url';
import { RetryAllForm } from './retry-all-form';

export const metadata = { title: 'Retry effects' };

const shown = 10;

/** What “try all failed again” would do: how many of each kind, the last of them, and the button that does it. */
export default async function RetryEffectsPage({ searchParams }: PageProps<'/effects/retry'>) {
  const view = await readRetryUrl(searchParams);
  const list = await readEffectsUrl(searchParams);
  const failed = { ...view.filter, status: 'failed' };
  const { preview, rows } = await query(async (prisma) => {
    const [preview, rows] = await Promise.all([
      previewFailed(prisma, failedOf(view.filter)),
      effectList.next(prisma, failed, null, shown),
    ]);
    return { preview, rows };
  });
  const many = preview.count >= failedCountLimit;
  const number = many ? `${failedCountLimit.toLocaleString('en')} and more` : preview.count.toLocaleString('en');
  const filters = Object.fromEntries(
    Object.entries({ ...view.kept, mode: view.mode }).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return (
    <>
      <PageHeader
        title="Retry failed effects"
        lead="Each runs with its own key, so nothing that was done already is done twice."
      />
      <div className="mb-5 rounded-lg border border-line bg-raised p-4">
        {preview.count > 0 && (
          <ul className="mb-4 flex flex-wrap gap-x-8 gap-y-3">
            {preview.kinds.map(({ kind, count, oldest }) => (
              <li key={kind}>
                <span className="block text-2xl font-semibold tracking-tight">{count.toLocaleString('en')}</span>
                {nameKind(kind)}
                <span className="block text-[13px] text-muted">
                  oldest <Time at={oldest} />
                </span>
              </li>
            ))}
          </ul>
        )}
        <RetryAllForm
          filters={filters}
          label={preview.count > 0 ? (preview.count === 1 ? 'Retry it' : `Retry ${number}`) : null}
          back={
            <ButtonLink variant="ghost" href={list.href({ status: null })}>
              Back to the effects
            </ButtonLink>
          }
        />
      </div>
      {rows.length > 0 ? (
        <Card title={preview.count > shown ? `The last ${shown} of them` : 'All of them'}>
          <ListTable rows={rows} rowKey={({ key }) => key} grid={effectGrid} columns={effectTableColumns} />
        </Card>
      ) : (
        <div className="rounded-lg border border-line bg-raised">
          <EmptyState icon={CircleCheck} title="No failed effect matches" />
        </div>
      )}
    </>
  );
}
