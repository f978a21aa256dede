import { SearchX } from 'lucide-react';
import { ButtonLink } from './_components/ui/button';
import { EmptyState } from './_components/ui/empty-state';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <EmptyState
      as="h1"
      icon={SearchX}
      title="There is nothing at this address"
      action={<ButtonLink href="/events">Go to the events</ButtonLink>}
    >
      Stripe’s test and live ids differ, and an event is only here once it was delivered to this installation.
    </EmptyState>
  );
}
