'use client';

import { type ReactNode, useEffect } from 'react';

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
  if (away)
    return (
      <Failed title="Hookwell can’t reach its database" retry={retry}>
        <title>Database not reachable · Hookwell</title>
        <p>
          Until it can, deliveries are answered with 503 and Stripe sends them again for three days: no event is lost.
        </p>
        <ul className="mt-4 list-disc space-y-1 ps-5 text-start">
          <li>Is PostgreSQL running, and does DATABASE_URL name its host, port and database?</li>
          <li>Does a firewall or a connection limit stand in between? The app’s log has the exact error.</li>
        </ul>
        <p className="mt-4 text-faint">This page tries again every five seconds.</p>
      </Failed>
    );
  return (
    <Failed title="This page could not be shown" retry={retry}>
      <title>Error · Hookwell</title>
      Events are still received and processed. The app’s log has the exact error
      {digest ? (
        <>
          {' '}
          under <code className="font-mono text-[13px]">{digest}</code>
        </>
      ) : null}
      .
    </Failed>
  );
}

/** Looks like EmptyState. Every page brings this file along, so it has neither icons nor variants of a button. */
function Failed({ title, retry, children }: { title: string; retry: () => void; children: ReactNode }) {
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <h1 className="font-semibold">{title}</h1>
      <div className="mt-1 max-w-md text-pretty text-muted">{children}</div>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <button
          type="button"
          onClick={retry}
          className="h-9 rounded-md bg-accent-strong px-3.5 font-medium text-white hover:brightness-110"
        >
          Try again
        </button>
        <a
          href="/setup"
          className="grid h-9 place-items-center rounded-md border border-line-strong bg-raised px-3.5 font-medium hover:bg-hover"
        >
          See the set-up
        </a>
      </div>
    </div>
  );
}
