import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client';
import { inWords, log } from '../../kit/log/log';
import { isRefused } from '../liveness/standstill';
import { alertChannels } from './channels';
import type { AlertRule } from './rules/alert-rule';
import { ALERT_RULES, BLIND } from './rules/registry';

/** A trouble is over when it was not seen for this long: one that comes and goes is told once. */
const CALM_SECONDS = 180;

/** Between two looks, by whichever process. */
const LOOK_EVERY_SECONDS = 30;

/** Whether the rules are due to be checked, and by this process: of several, only one claims the check. */
export async function claimCheck(prisma: Database): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    insert into hookwell.check_runs as r (name, finished_at, found) values ('alerts', clock_timestamp(), 0)
    on conflict (name) do update set finished_at = clock_timestamp()
      -- clock_timestamp(), not now(): who came first may have begun its transaction later. Bounded above, because after
      -- the clock was set back a time in the future would block every check; by a second, because the column rounds up.
      where r.finished_at not between clock_timestamp() - make_interval(secs => ${LOOK_EVERY_SECONDS})
        and clock_timestamp() + interval '1 second'
    returning name`;
  return rows.length > 0;
}

/**
 * Looks at every rule, keeps what is wrong in `alerts`, and what is to be told to each channel when something opens and
 * when it is over, in the same transaction. A rule that cannot be checked does not hold the others up, and where
 * the database refuses its query, an alert of its own says so.
 */
export async function checkAlerts(prisma: Database, rules: AlertRule[] = ALERT_RULES): Promise<void> {
  const blind: string[] = [];
  for (const rule of rules) {
    try {
      const message = await rule.look(prisma);
      await prisma.$transaction((tx) => (message ? seen(tx, rule, message) : unseen(tx, rule)));
    } catch (error) {
      log().warn({ err: error, rule: rule.name }, `Could not look for "${rule.title}": ${(error as Error).message}`);
      if (isRefused(error)) blind.push(`${rule.title} (${lastLine(error.message)})`);
    }
  }
  const message = `What may be wrong is not known, since the database refuses to say it: ${blind.join(', ')}. npm run doctor -- --only database says what is missing`;
  await prisma.$transaction((tx) => (blind.length > 0 ? seen(tx, BLIND, message) : unseen(tx, BLIND)));
}

/** What the database said; Prisma writes its own words above it. */
const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

type Told = Omit<AlertRule, 'look'>;

async function seen(tx: Transaction, rule: Told, message: string): Promise<void> {
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
  const sentence = `${rule.title}: ${message}`;
  log().error({ alert: rule.name }, rule.quotesErrors ? inWords(sentence, rule.title) : sentence);
  await keepMessages(tx, id, 'opened');
}

async function unseen(tx: Transaction, rule: Told): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update hookwell.alerts set resolved_at = now() where rule = ${rule.name} and resolved_at is null
      and last_seen_at < now() - make_interval(secs => ${rule.calmSeconds ?? CALM_SECONDS}) returning id`;
  for (const { id } of rows) {
    log().info({ alert: rule.name }, `${rule.title}: it is over`);
    await keepMessages(tx, id, 'resolved');
  }
}

/** No job: they go out although the queue stands still (./send-alerts.ts). */
async function keepMessages(tx: Transaction, alertId: string, state: 'opened' | 'resolved'): Promise<void> {
  await tx.alertMessage.createMany({ data: alertChannels().map((channel) => ({ alertId, state, channel })) });
}
