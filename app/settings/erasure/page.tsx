import { ArrowLeft } from 'lucide-react';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { PageHeader } from '@/app/_components/ui/page-header';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { loadErasureParams } from '@/app/_lib/search-params';
import { type ListedErasure, listErasures } from '@/lib/privacy/erasure/queries';
import { ErasureForm } from './erasure-form';

export const metadata = { title: 'Erasure' };

export default async function ErasurePage({ searchParams }: PageProps<'/settings/erasure'>) {
  await requireRole('admin');
  const { customer, account } = await loadErasureParams(searchParams);
  const erasures = await query(listErasures);
  return (
    <>
      {erasures.some(({ finishedAt }) => finishedAt === null) && <QuietRefresh />}
      <Link
        href="/settings"
        className="mb-3 inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink"
      >
        <ArrowLeft className="size-3.5" aria-hidden />
        Settings
      </Link>
      <PageHeader
        title="Erasure"
        lead="Removes what is personal of one customer or guest, and leaves the money and the proof."
      />
      <div className="space-y-5">
        <Card title="Erase somebody">
          <ErasureForm customer={customer} account={account} />
        </Card>
        <Card title="Reports" note="of whom is kept as a keyed hash only">
          {erasures.length === 0 ? (
            <p className="p-4 text-[13px] text-muted">Nobody was erased yet.</p>
          ) : (
            <ul className="divide-y divide-line">
              {erasures.map((erasure) => (
                <Report key={erasure.id} erasure={erasure} />
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}

function Report({ erasure }: { erasure: ListedErasure }) {
  const { kind, requestedByName, startedAt, finishedAt, subjectHash } = erasure;
  const counts = Object.entries(erasure.counts as Record<string, number>).filter(([, rows]) => rows > 0);
  return (
    <li className="space-y-1 p-4">
      <p>
        {kind === 'customer' ? 'A customer' : 'A guest'}, by {requestedByName} <Time at={startedAt} />
        {finishedAt ? '' : ': under way'}
      </p>
      <p className="text-[13px] text-muted">
        {counts.length > 0
          ? counts.map(([table, rows]) => `${table.replaceAll('_', ' ')}: ${rows.toLocaleString('en')}`).join(', ')
          : 'Nothing was cleaned yet.'}
      </p>
      <p className="font-mono text-xs break-all text-faint">{subjectHash}</p>
    </li>
  );
}
