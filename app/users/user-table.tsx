import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { Link } from '@/app/_components/ui/link';
import { Pill, Tag } from '@/app/_components/ui/pill';
import type { ListedUser } from '@/lib/people/users/queries';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,1fr)_96px_120px_140px]';

/** What stands between a user and signing in, if anything does. */
export function UserState({ user: { banned, hasPassword } }: { user: Pick<ListedUser, 'banned' | 'hasPassword'> }) {
  if (banned) return <Pill tone="bad">Suspended</Pill>;
  return hasPassword ? <Pill tone="ok">Active</Pill> : <Pill tone="wait">No password yet</Pill>;
}

/** Users as rows; each leads to what can be changed. */
export function UserTable({ users, self }: { users: ListedUser[]; self: string | null }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">User</th>
          <th scope="col">Role</th>
          <th scope="col">State</th>
          <th scope="col" className="text-end!">
            Last sign-in
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id} className={columns}>
            <td className="min-w-0">
              <span className="flex min-w-0 items-center gap-2">
                <Link href={`/users/${user.id}`} className="row-link truncate font-medium">
                  {user.name}
                </Link>
                {user.id === self && <Tag>You</Tag>}
              </span>
              <span className="block truncate text-[13px] text-muted">{user.email}</span>
            </td>
            <td className="text-[13px] capitalize">{user.role}</td>
            <td>
              <UserState user={user} />
            </td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted">
              {user.lastSignIn ? <Time at={user.lastSignIn} className="relative" /> : <span>Not signed in</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
