import { appUrl } from '@/lib/env';
import { QuietRefresh } from './live-refresh';
import { CopyButton } from './ui/copy-button';

/** What an installation without any event shows: how the first one gets here. It goes on by itself when one arrives. */
export function FirstSteps() {
  const endpoint = `${appUrl()}/api/webhook`;
  return (
    <div className="mx-auto max-w-xl py-8 md:py-16">
      <QuietRefresh />
      <h1 className="text-2xl font-semibold tracking-tight text-balance">Waiting for the first event</h1>
      <p className="mt-2 text-pretty text-muted">
        Hookwell keeps every event that Stripe sends, applies it exactly once, and shows here what it did. This page
        changes by itself when one arrives.
      </p>
      <ol className="mt-8 space-y-8">
        <Step number={1} title="See it work, without a Stripe account">
          <p className="text-muted">The simulator sends a whole purchase, signed as Stripe signs it:</p>
          <Command text="npm run simulate -- purchase" />
        </Step>
        <Step number={2} title="Then point Stripe at it">
          <p className="text-muted">
            Add this address as an endpoint in Stripe, and put its signing secret into STRIPE_WEBHOOK_SECRET:
          </p>
          <Command text={endpoint} />
        </Step>
      </ol>
    </div>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-3">
      <span
        className="grid size-7 place-items-center rounded-full bg-accent-soft text-[13px] font-semibold text-accent"
        aria-hidden
      >
        {number}
      </span>
      <div>
        <h2 className="leading-7 font-semibold">{title}</h2>
        {children}
      </div>
    </li>
  );
}

function Command({ text }: { text: string }) {
  return (
    <div className="mt-2.5 flex items-center justify-between gap-2 rounded-lg border border-line bg-subtle py-1.5 ps-3.5 pe-1.5">
      <code className="min-w-0 font-mono text-[13px] break-words">{text}</code>
      <CopyButton text={text} label={`Copy ${text}`} />
    </div>
  );
}
