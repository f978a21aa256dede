import { ChevronRight } from 'lucide-react';
import { LinkedSummary } from '@/app/_components/summary';
import { Time } from '@/app/_components/time';
import { Link } from '@/app/_components/ui/link';
import { Pill, Tag } from '@/app/_components/ui/pill';
import { deploymentMode, modeOf, recordHref } from '@/app/_lib/mode';
import type { ListedFinding } from '@/lib/upkeep/invariants/queries';
import { findRule } from '@/lib/upkeep/invariants/registry';

/** Findings in words, each with what to do and the way to its order and events. */
export function FindingList({ findings }: { findings: ListedFinding[] }) {
  return (
    <ul className="space-y-3">
      {findings.map((finding) => (
        <li key={String(finding.id)} className="rounded-lg border border-line bg-raised p-4">
          <Finding finding={finding} />
        </li>
      ))}
    </ul>
  );
}

function Finding({ finding }: { finding: ListedFinding }) {
  const { rule: name, message, orderId, firstSeenAt, resolvedAt } = finding;
  const rule = findRule(name);
  const mode = finding.livemode === null ? deploymentMode() : modeOf(finding.livemode);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">{rule?.title ?? name}</h2>
        {resolvedAt ? <Pill tone="ok">Resolved</Pill> : <Pill tone="bad">Open</Pill>}
        {finding.livemode !== null && mode !== deploymentMode() && <Tag>{mode} mode</Tag>}
        <span className="text-[13px] text-faint sm:ms-auto">
          {resolvedAt ? (
            <>
              resolved <Time at={resolvedAt} />, first seen <Time at={firstSeenAt} />
            </>
          ) : (
            <>
              first seen <Time at={firstSeenAt} />
            </>
          )}
        </span>
      </div>
      <p className="mt-1.5 break-words">
        <LinkedSummary text={message} mode={mode} account={null} />
      </p>
      {!resolvedAt && rule && (
        <p className="mt-2 max-w-prose text-[13px] text-pretty text-muted">
          <span className="font-medium text-ink">What to do: </span>
          {rule.advice}
        </p>
      )}
      <Links orderId={orderId} eventIds={finding.eventIds} livemode={mode === 'live'} />
    </>
  );
}

type LinksProps = { orderId: string | null; eventIds: string[]; livemode: boolean };

function Links({ orderId, eventIds, livemode }: LinksProps) {
  if (!orderId && eventIds.length === 0) return null;
  const link = 'underline decoration-line-strong underline-offset-3 hover:text-accent';
  return (
    <div className="mt-3 flex flex-wrap gap-x-5 gap-y-2 text-[13px]">
      {orderId && (
        <Link href={recordHref(`/orders/${orderId}`, livemode)} className={`${link} font-medium`}>
          Open the order
        </Link>
      )}
      {eventIds.length > 0 && (
        <details className="group min-w-0">
          <summary className="flex list-none items-center gap-1 rounded">
            <ChevronRight className="size-4 text-faint transition-transform group-open:rotate-90" aria-hidden />
            {eventIds.length === 1 ? 'Its event' : `Its ${eventIds.length} events, in Stripe’s order`}
          </summary>
          <ol className="mt-1.5 space-y-1 ps-5">
            {eventIds.map((id) => (
              <li key={id}>
                <Link href={recordHref(`/events/${id}`, livemode)} className={`${link} font-mono break-all`}>
                  {id}
                </Link>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
