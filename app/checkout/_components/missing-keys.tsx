import { KeyRound } from 'lucide-react';

/** What stands in place of the form while keys are missing: which, where they come from, and where they go. */
export function MissingKeys({ missing }: { missing: string[] }) {
  return (
    <section className="rounded-lg border border-line bg-raised p-5">
      <span className="grid size-9 place-items-center rounded-full bg-warn-soft text-warn">
        <KeyRound className="size-4" aria-hidden />
      </span>
      <h2 className="mt-3 font-semibold">Stripe’s keys are missing</h2>
      <p className="mt-1 text-muted">Set {missing.length > 1 ? 'these' : 'this'}, and restart:</p>
      <ul className="mt-2 space-y-1.5">
        {missing.map((name) => (
          <li key={name} className="rounded-md bg-subtle px-3 py-1.5 font-mono text-[13px] break-all">
            {name}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-[13px] text-muted">
        Both are at{' '}
        <a href="https://dashboard.stripe.com/test/apikeys" className="underline underline-offset-3 hover:text-accent">
          dashboard.stripe.com/test/apikeys
        </a>
        . While developing they go into <code className="font-mono">.env.local</code>; in production, into the
        environment.
      </p>
    </section>
  );
}
