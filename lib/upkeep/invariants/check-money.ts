import type { Database, Transaction } from '../../db/client';
import { MOST_VIOLATIONS, type Violation } from './define-rule';
import { RULES } from './registry';

/** Something that a person should look at. `isNew`: the check before this one did not find it. */
export type MoneyFinding = Violation & { rule: string; eventIds: string[]; isNew: boolean };

type Found = Violation & { rule: string };

/**
 * Checks every rule about the money and keeps what breaks one in `findings`; what is right again is marked as resolved.
 * Returns what is wrong now. Two checks at the same moment take turns.
 */
export async function checkMoney(prisma: Database): Promise<MoneyFinding[]> {
  return prisma.$transaction(
    async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('check_money', 0))::text`;
      const found: Found[] = [];
      const complete: string[] = [];
      for (const rule of RULES) {
        const violations = await rule.find(tx);
        if (violations.length < MOST_VIOLATIONS) complete.push(rule.name);
        found.push(...violations.map((violation) => ({ rule: rule.name, ...violation })));
      }
      const findings = await withEvents(tx, found);
      const kept = await keep(tx, findings, complete);
      await noteRun(tx, kept.length);
      return kept;
    },
    { timeout: 300_000 },
  );
}

/** The name under which the table of checks knows this one. */
export const MONEY_CHECK = 'money';

async function noteRun(tx: Transaction, found: number): Promise<void> {
  const run = { finishedAt: new Date(), found };
  await tx.checkRun.upsert({ where: { name: MONEY_CHECK }, create: { name: MONEY_CHECK, ...run }, update: run });
}

/** The events that speak of a finding's order, or of the object itself, in Stripe's order; 50 at the most. */
async function withEvents(tx: Transaction, found: Found[]): Promise<Omit<MoneyFinding, 'isNew'>[]> {
  if (found.length === 0) return [];
  const rows = await tx.$queryRaw<{ place: number; eventIds: string[] }[]>`
    select f.place::int as place, array(
      select w.id from hookwell.webhook_events w
      where w.id in (
        select e.event_id from hookwell.order_refs r
        join hookwell.event_objects e on e.object_id = r.ref and e.account is not distinct from r.account
        join hookwell.webhook_events of_mode on of_mode.id = e.event_id and of_mode.livemode = r.livemode
        where r.order_id = f.order_id
        union select e.event_id from hookwell.event_objects e where f.order_id is null and e.object_id = f.object_id
        union select e.event_id from hookwell.effects e where e.key = f.object_id
      )
      order by w.created_at, w.id limit 50
    ) as "eventIds"
    from unnest(${found.map(({ orderId }) => orderId)}::text[], ${found.map(({ objectId }) => objectId)}::text[])
      with ordinality as f(order_id, object_id, place)`;
  const eventIds = new Map(rows.map((row) => [row.place - 1, row.eventIds]));
  return found.map((violation, place) => ({ ...violation, eventIds: eventIds.get(place) ?? [] }));
}

async function keep(
  tx: Transaction,
  findings: Omit<MoneyFinding, 'isNew'>[],
  complete: string[],
): Promise<MoneyFinding[]> {
  const keyOf = (finding: { rule: string; objectId: string }) => `${finding.rule} ${finding.objectId}`;
  const open = await tx.finding.findMany({ where: { resolvedAt: null }, select: { rule: true, objectId: true } });
  const before = new Set(open.map(keyOf));
  await tx.$executeRaw`
    insert into hookwell.findings (rule, object_id, order_id, message, event_ids)
    select rule, object_id, order_id, message, array(select jsonb_array_elements_text(event_ids))
    from jsonb_to_recordset(${JSON.stringify(findings.map(asRow))}::jsonb)
      as f(rule text, object_id text, order_id text, message text, event_ids jsonb)
    on conflict (rule, object_id) do update set order_id = excluded.order_id, message = excluded.message,
      event_ids = excluded.event_ids, last_seen_at = now(), resolved_at = null`;
  // Where a rule's list was cut off, what is missing from it may still be wrong.
  await tx.$executeRaw`
    update hookwell.findings set resolved_at = now()
    where resolved_at is null and rule = any(${complete}::text[])
      and rule || ' ' || object_id <> all(${findings.map(keyOf)}::text[])`;
  return findings.map((finding) => ({ ...finding, isNew: !before.has(keyOf(finding)) }));
}

const asRow = ({ rule, objectId, orderId, message, eventIds }: Omit<MoneyFinding, 'isNew'>) => ({
  rule,
  object_id: objectId,
  order_id: orderId,
  message,
  event_ids: eventIds,
});
