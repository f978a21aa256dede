import { SearchX } from 'lucide-react';
import { ButtonLink } from '../_components/ui/button';
import { EmptyState } from '../_components/ui/empty-state';
import { Searched } from './searched';

export const metadata = { title: 'Not found' };

/** No such event: what was looked for, why it may be missing, and where to look next. */
export default function EventNotFound() {
  return (
    <EmptyState
      as="h1"
      icon={SearchX}
      title="This event is not here"
      action={
        <>
          <Searched />
          <ButtonLink href="/events">Go to the events</ButtonLink>
        </>
      }
    >
      An event is here once it was delivered to this installation or fetched by the sweep: <code>npm run sweep</code>{' '}
      asks Stripe for what is missing of the last 30 days. Live and test mode have ids of their own.
    </EmptyState>
  );
}
