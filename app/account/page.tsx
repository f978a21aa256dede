import { ActionForm } from '@/app/_components/action-form';
import { NewPasswordField } from '@/app/_components/new-password-field';
import { SessionList } from '@/app/_components/session-list';
import { Card } from '@/app/_components/ui/card';
import { Facts } from '@/app/_components/ui/facts';
import { Field } from '@/app/_components/ui/field';
import { PageHeader } from '@/app/_components/ui/page-header';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { currentSession } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { roleMeanings } from '@/app/users/roles';
import { PASSWORD_MAX } from '@/lib/people/auth/password-rules';
import { listSessions } from '@/lib/people/users/queries';
import { changePassword, revokeOwn } from './actions';

export const metadata = { title: 'Your account' };

export default async function AccountPage() {
  const { session, sessions } = await query(async (prisma) => {
    const session = await currentSession();
    return { session, sessions: session?.actor.id ? await listSessions(prisma, session.actor.id) : [] };
  });
  if (!session) return null;
  const { actor, email, sessionId } = session;
  return (
    <>
      <PageHeader title="Your account" />
      <div className="grid max-w-4xl gap-5">
        <Card title={actor.name}>
          <Facts
            className="p-4"
            facts={[
              { term: 'E-mail', value: email },
              { term: 'Role', value: `${actor.role}: ${roleMeanings[actor.role]}` },
            ]}
          />
        </Card>
        <Card title="Change your password">
          <ActionForm action={changePassword} className="grid max-w-md gap-4 p-4">
            <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
            <Field
              label="Current password"
              name="current-password"
              type="password"
              autoComplete="current-password"
              maxLength={PASSWORD_MAX}
              required
            />
            <NewPasswordField label="New password" name="new-password" advice="Your other sessions end." />
            <SubmitButton className="justify-self-start">Change the password</SubmitButton>
          </ActionForm>
        </Card>
        <Card
          title="Where you are signed in"
          actions={
            sessions.length > 1 && (
              <ActionForm action={revokeOwn} className="flex items-center gap-2">
                <SubmitButton size="sm">End all others</SubmitButton>
              </ActionForm>
            )
          }
        >
          <SessionList sessions={sessions} current={sessionId} userId={actor.id ?? ''} revoke={revokeOwn} />
        </Card>
      </div>
    </>
  );
}
