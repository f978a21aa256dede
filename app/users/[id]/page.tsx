import { ArrowLeft } from 'lucide-react';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ActionForm } from '@/app/_components/action-form';
import { SessionList } from '@/app/_components/session-list';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { currentSession, requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { auditHref } from '@/app/_lib/search-params';
import { getUser, type ListedUser, listSessions } from '@/lib/people/users/queries';
import { manageUser, revokeOf } from '../actions';
import { RoleSelect } from '../role-select';
import { UserState } from '../user-table';

export const metadata = { title: 'User' };

export default async function UserPage({ params }: PageProps<'/users/[id]'>) {
  const actor = await requireRole('admin');
  const { id } = await params;
  const found = /^[\w-]{1,64}$/.test(id)
    ? await query(async (prisma) => ({ user: await getUser(prisma, id), sessions: await listSessions(prisma, id) }))
    : null;
  if (!found?.user) notFound();
  const { user, sessions } = found;
  const self = user.id === actor.id;
  return (
    <>
      <header className="mb-5">
        <Link href="/users" className="inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink">
          <ArrowLeft className="size-3.5" aria-hidden />
          Users
        </Link>
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{user.name}</h1>
          <UserState user={user} />
        </div>
        <p className="mt-1 text-muted">
          <span className="break-all">{user.email}</span>, added <Time at={user.createdAt} />.{' '}
          <Link
            href={auditHref({ person: user.id })}
            className="underline decoration-line-strong underline-offset-3 hover:text-accent"
          >
            What {self ? 'you' : 'they'} did
          </Link>
        </p>
      </header>
      <div className="grid max-w-4xl gap-5">
        {self ? (
          <p className="rounded-lg border border-line bg-raised p-4 text-muted">
            This is you. Your password and sessions are under{' '}
            <Link href="/account" className="text-accent underline underline-offset-3">
              your account
            </Link>
            ; your role is for another admin to change.
          </p>
        ) : (
          <Ways user={user} />
        )}
        <Card
          title="Where they are signed in"
          actions={
            !self &&
            sessions.length > 0 && (
              <ActionForm action={revokeOf} className="flex items-center gap-2">
                <input type="hidden" name="user" value={user.id} />
                <SubmitButton size="sm">End all</SubmitButton>
              </ActionForm>
            )
          }
        >
          <SessionList
            sessions={sessions}
            current={(await currentSession())?.sessionId ?? ''}
            userId={user.id}
            revoke={revokeOf}
          />
        </Card>
      </div>
    </>
  );
}

/** What an admin can do to somebody else. */
function Ways({ user }: { user: ListedUser }) {
  return (
    <Card title="Manage">
      <div className="divide-y divide-line">
        <Way
          user={user}
          change="role"
          title="Role"
          explanation="Another role ends their sessions."
          button="Change the role"
        >
          <RoleSelect value={user.role} />
        </Way>
        <Way
          user={user}
          change="link"
          title="Password"
          explanation="A one-time link with which they choose a new password. Send it by a way that only they read."
          button="Make a link"
        />
        {user.banned ? (
          <Way
            user={user}
            change="unban"
            title="Suspended"
            explanation="They cannot sign in."
            button="Let them in again"
          />
        ) : (
          <Way
            user={user}
            change="ban"
            title="Suspend"
            explanation="They are signed out at once and cannot sign in. Can be taken back."
            button="Suspend"
          />
        )}
        <Way
          user={user}
          change="remove"
          title="Remove"
          explanation="The account goes for good. What they did stays in the audit log."
          button="Remove"
        >
          <label className="flex items-start gap-2 text-[13px]">
            <input type="checkbox" required className="mt-1" />
            <span className="min-w-0 break-words">Remove {user.name} for good</span>
          </label>
        </Way>
      </div>
    </Card>
  );
}

type WayProps = {
  user: ListedUser;
  change: string;
  title: string;
  explanation: string;
  button: string;
  children?: ReactNode;
};

function Way({ user, change, title, explanation, button, children }: WayProps) {
  return (
    <div className="grid gap-x-8 gap-y-3 p-4 lg:grid-cols-2">
      <div>
        <h3 className="font-medium">{title}</h3>
        <p className="mt-0.5 text-[13px] text-pretty text-muted">{explanation}</p>
      </div>
      <ActionForm action={manageUser} className="grid content-start gap-3">
        <input type="hidden" name="user" value={user.id} />
        <input type="hidden" name="change" value={change} />
        {children}
        <SubmitButton className="justify-self-start">{button}</SubmitButton>
      </ActionForm>
    </div>
  );
}
