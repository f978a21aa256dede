'use client';

import { DatabaseZap, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from './_components/ui/button';
import { EmptyState } from './_components/ui/empty-state';

type Failure = Error & { digest?: string };

/** What stands in place of a page that failed. Keeps looking for the database while it is away. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error ? (error as Failure).digest : undefined;
  const away = digest === 'DATABASE_AWAY';
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && retry(), 5_000);
    return () => clearInterval(timer);
  }, [away, retry]);
  const action = (
    <Button variant="primary" onClick={() => retry()}>
      Try again
    </Button>
  );
  if (away)
    return (
      <EmptyState as="h1" icon={DatabaseZap} title="Hookwell can’t reach its database" action={action}>
        <title>Database not reachable · Hookwell</title>
        <p>
          Until it can, deliveries are answered with 503 and Stripe sends them again for three days: no event is lost.
        </p>
        <ul className="mt-4 list-disc space-y-1 ps-5 text-start">
          <li>Is PostgreSQL running, and does DATABASE_URL name its host, port and database?</li>
          <li>Does a firewall or a connection limit stand in between? The app’s log has the exact error.</li>
        </ul>
        <p className="mt-4 text-faint">This page tries again every five seconds.</p>
      </EmptyState>
    );
  return (
    <EmptyState as="h1" icon={TriangleAlert} title="This page could not be shown" action={action}>
      <title>Error · Hookwell</title>
      Events are still received and processed. The app’s log has the exact error
      {digest ? (
        <>
          {' '}
          under <code className="font-mono text-[13px]">{digest}</code>
        </>
      ) : null}
      .
    </EmptyState>
  );
}
