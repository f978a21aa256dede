import { SearchX, ShieldCheck } from 'lucide-react';
import { ButtonLink } from '@/app/_components/ui/button';
import { EmptyState } from '@/app/_components/ui/empty-state';

/** Why the list is empty, and what would stand in it. */
export function Nothing({ narrowed, dismissed, allHref }: { narrowed: boolean; dismissed: boolean; allHref: string }) {
  const all = <ButtonLink href={allHref}>Show all open ones</ButtonLink>;
  if (narrowed) return <EmptyState icon={SearchX} title="No rejected delivery matches" action={all} />;
  if (dismissed)
    return (
      <EmptyState icon={ShieldCheck} title="Nothing was dismissed" action={all}>
        What you dismiss stands here until it makes room for newer ones. It opens again when the same comes again.
      </EmptyState>
    );
  return (
    <EmptyState icon={ShieldCheck} title="The door refused nothing">
      A delivery that cannot be verified is never stored as an event. It would stand here with its cause: signed with
      another secret, changed by a proxy on the way, too old, or not from Stripe at all.
    </EmptyState>
  );
}
