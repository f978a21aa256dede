import { Button } from '@/app/_components/ui/button';
import type { ListedUser } from '@/lib/people/users/queries';
import { auditWords } from './words';

const selectLook = 'h-8 w-48 rounded-md border border-line-strong bg-canvas px-2 text-[13px] text-ink max-md:w-full';

type AuditFiltersProps = { action: string | null; person: string | null; users: ListedUser[] };

/** Narrows the log to a kind of action and to a person: a form of the browser's own, which needs no script. */
export function AuditFilters({ action, person, users }: AuditFiltersProps) {
  return (
    <form method="get" action="/audit" className="flex flex-wrap items-center gap-2">
      <select
        key={`action ${action}`}
        name="action"
        aria-label="Action"
        defaultValue={action ?? ''}
        className={selectLook}
      >
        <option value="">Every action</option>
        {action && !(action in auditWords) && <option value={action}>{action}</option>}
        {Object.entries(auditWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <select
        key={`person ${person}`}
        name="person"
        aria-label="Person"
        defaultValue={person ?? ''}
        className={selectLook}
      >
        <option value="">Everybody</option>
        {person && !users.some(({ id }) => id === person) && <option value={person}>Somebody who was removed</option>}
        {users.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Button type="submit" size="sm">
        Show
      </Button>
    </form>
  );
}
