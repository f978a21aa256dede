import { ScrollText } from 'lucide-react';
import { FilterNotice } from '@/app/_components/filter-notice';
import { Pager } from '@/app/_components/pager';
import { ButtonLink } from '@/app/_components/ui/button';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { PageHeader } from '@/app/_components/ui/page-header';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { auditHref, loadAuditParams } from '@/app/_lib/search-params';
import { listAudit, nameUsers } from '@/lib/people/audit/queries';
import { listUsers } from '@/lib/people/users/queries';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { describeAction } from './words';

export const metadata = { title: 'Audit log' };

const pageSize = 50;

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  await requireRole('admin');
  const asked = await loadAuditParams(searchParams);
  const { action, person } = asked;
  const kept = { action, person, before: null, after: null };
  const { page, names, users } = await query(async (prisma) => {
    const [page, users] = await Promise.all([
      listAudit(prisma, { ...asked, actorId: person, limit: pageSize }),
      listUsers(prisma),
    ]);
    const names = await nameUsers(prisma, [person, ...page.rows.map(({ target }) => target)]);
    return { page, names, users };
  });
  const personName = person && (names.get(person) ?? page.rows[0]?.actorName ?? person);
  return (
    <>
      <PageHeader title="Audit log" lead="Who signed in, and who changed, replayed, exported or erased what." />
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <AuditFilters action={action} person={person} users={users} />
        {action && (
          <FilterNotice term="Action" value={action} clearHref={auditHref({ ...kept, action: null })}>
            {describeAction(action)}
          </FilterNotice>
        )}
        {personName && (
          <FilterNotice term="Person" value={personName} clearHref={auditHref({ ...kept, person: null })}>
            {personName}
          </FilterNotice>
        )}
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? (
          <AuditTable entries={page.rows} names={names} />
        ) : (
          <EmptyState
            icon={ScrollText}
            title={action || person ? 'No entry fits' : 'Nothing was done yet'}
            action={(action || person) && <ButtonLink href="/audit">Show all entries</ButtonLink>}
          />
        )}
        <Pager
          newer={page.newer && auditHref({ ...kept, after: page.newer })}
          older={page.older && auditHref({ ...kept, before: page.older })}
        />
      </div>
    </>
  );
}
