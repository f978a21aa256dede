import { Notice } from '@/app/_components/object/notice';
import { LinkedSummary } from '@/app/_components/summary';
import { Link } from '@/app/_components/ui/link';
import { modeOf } from '@/app/_lib/mode';
import { findingsHref } from '@/app/_lib/search-params';
import type { OrderFinding } from '@/lib/dashboard/orders/list-open-findings';
import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { findRule } from '@/lib/upkeep/invariants/registry';

/** What the checks of the money found wrong with the order, each with what to do. */
export function OpenFindings({ findings, order }: { findings: OrderFinding[]; order: OrderDetail }) {
  return findings.map(({ id, rule: name, message }) => {
    const rule = findRule(name);
    return (
      <Notice key={String(id)} tone="alarming" title={`Found: ${rule?.title ?? name}`}>
        <p>
          <LinkedSummary text={message} mode={modeOf(order.livemode)} account={order.account} />
        </p>
        {rule && <p className="mt-1 max-w-prose">{rule.advice}</p>}
        <p className="mt-1">
          <Link
            href={findingsHref({ rule: name })}
            className="underline decoration-line-strong underline-offset-3 hover:text-accent"
          >
            Findings of this rule
          </Link>
        </p>
      </Notice>
    );
  });
}
