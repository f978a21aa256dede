import { ShieldAlert } from 'lucide-react';
import { ButtonLink } from './_components/ui/button';
import { EmptyState } from './_components/ui/empty-state';
import { currentSession } from './_lib/guard';

export const metadata = { title: 'Not for your role' };

/** What stands in place of a page, or after an action, that needs a higher role. */
export default async function Forbidden() {
  const role = (await currentSession())?.actor.role ?? 'viewer';
  return (
    <EmptyState
      as="h1"
      icon={ShieldAlert}
      title="This is not for your role"
      action={<ButtonLink href="/events">Go to the events</ButtonLink>}
    >
      You are signed in as {role}. A viewer sees, an operator replays and exports, an admin manages users and settings.
      An admin can change your role.
    </EmptyState>
  );
}
