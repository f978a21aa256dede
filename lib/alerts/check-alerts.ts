import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../db/client';
import { SEND_ALERT } from '../jobs/jobs';
import { log } from '../log/log';
import { alertChannels } from './channels';
import { ALERT_RULES } from './rules/registry';
import type { AlertRule } from './rules/rule';

/** A trouble is over when it was not seen for this long: one that comes and goes is told once. */
const CALM_SECONDS = 180;

/** Tries before a message is given up; with graphile-worker's backoff about three hours. */
const SEND_ATTEMPTS = 10;

/**
 * Looks at every rule, keeps what is wrong in `alerts`, and enqueues a message to each channel when something opens and
 * when it is over, in the same transaction. A rule that cannot be looked at does not hold the others up.
 */
export async function checkAlerts(prisma: Database, rules: AlertRule[] = ALERT_RULES): Promise<void> {
  for (const rule of rules) {
    try {
      const message = await rule.look(prisma);
      await prisma.$transaction((tx) => (message ? seen(tx, rule, message) : unseen(tx, rule)));
    } catch (error) {
      log().warn({ err: error, rule: rule.name }, `Could not look for "${rule.title}": ${(error as Error).message}`);
    }
  }
}

async function seen(tx: Transaction, rule: AlertRule, message: string): Promise<void> {
  const id = randomUUID();
  if (rule.againSeconds)
    await tx.$executeRaw`
      update hookwell.alerts set resolved_at = now() where rule = ${rule.name} and resolved_at is null
        and opened_at < now() - make_interval(secs => ${rule.againSeconds})`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into hookwell.alerts as a (id, rule, message) values (${id}, ${rule.name}, ${message})
    on conflict (rule) where resolved_at is null do update set message = excluded.message, last_seen_at = now()
    returning id`;
  if (rows[0]?.id !== id) return;
  log().error({ alert: rule.name }, `${rule.title}: ${message}`);
  await enqueue(tx, id, 'opened');
}

async function unseen(tx: Transaction, rule: AlertRule): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update hookwell.alerts set resolved_at = now() where rule = ${rule.name} and resolved_at is null
      and last_seen_at < now() - make_interval(secs => ${rule.calmSeconds ?? CALM_SECONDS}) returning id`;
  for (const { id } of rows) {
    log().info({ alert: rule.name }, `${rule.title}: it is over`);
    await enqueue(tx, id, 'resolved');
  }
}

async function enqueue(tx: Transaction, id: string, state: 'opened' | 'resolved'): Promise<void> {
  for (const channel of alertChannels())
    await tx.$queryRaw`
      select id::text from hookwell_worker.add_job(${SEND_ALERT},
        json_build_object('id', ${id}::text, 'state', ${state}::text, 'channel', ${channel}::text),
        max_attempts => ${SEND_ATTEMPTS}, job_key => ${`alert:${id}:${state}:${channel}`})`;
}
