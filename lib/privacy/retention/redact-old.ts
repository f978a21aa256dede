import type { Database } from '../../db/client';
import { Prisma } from '../../db/generated/client';
import { log } from '../../kit/log/log';
import { payloadRetentionDays } from '../../people/settings/payload-retention-days';
import { readSetting } from '../../people/settings/read-setting';
import { redactEvents } from '../redaction/redact-events';
import { redactMails } from '../redaction/redact-mails';

/** Rows of one transaction: each takes tens of milliseconds, so that nobody waits for it. */
const BATCH = 500;

/** How much one run does at the most; the next hour goes on. */
const BATCHES = 200;

export type Redacted = { events: number; mails: number; rejections: number; cutOff: boolean };

/** The moment before which payloads are redacted. Null: they are kept for ever. */
async function retentionCutoff(prisma: Database, now = new Date()): Promise<Date | null> {
  const days = await readSetting(prisma, payloadRetentionDays);
  return days === null ? null : new Date(now.getTime() - days * 86_400_000);
}

/**
 * Redacts what is older than the retention says: payloads of events that are done, mails, and pieces of refused
 * deliveries. Small transactions that skip what somebody else holds, so that nothing waits; a run that is killed has
 * lost at most its last batch. Events that failed or wait keep their payload: they are still to be applied.
 */
export async function redactOld(
  prisma: Database,
  { now = new Date(), batch = BATCH, batches = BATCHES, signal }: RunOptions = {},
): Promise<Redacted> {
  const done: Redacted = { events: 0, mails: 0, rejections: 0, cutOff: false };
  const cutoff = await retentionCutoff(prisma, now);
  if (!cutoff) return done;
  done.rejections = await redactRejections(prisma, cutoff);
  let left = batches;
  for (const what of ['events', 'mails'] as const) {
    for (;;) {
      if (left-- <= 0 || signal?.aborted) return { ...tell(done), cutOff: true };
      const count = await redactBatch(prisma, what, cutoff, batch);
      done[what] += count;
      if (count < batch) break;
    }
  }
  return tell(done);
}

type RunOptions = { now?: Date; batch?: number; batches?: number; signal?: AbortSignal };

function tell(done: Redacted): Redacted {
  const { events, mails, rejections } = done;
  if (events + mails + rejections > 0)
    log().info(done, `Retention: redacted ${events} events, ${mails} mails, ${rejections} refused deliveries`);
  return done;
}

/** What is redacted in batches: which rows, oldest first, and how. */
const KINDS = {
  events: {
    due: (cutoff: string, batch: number) => Prisma.sql`
      select id from hookwell.webhook_events
      where redacted_at is null and status in ('processed', 'ignored') and received_at < ${cutoff}::timestamptz
      order by received_at, id limit ${batch} for no key update skip locked`,
    redact: redactEvents,
  },
  mails: {
    due: (cutoff: string, batch: number) => Prisma.sql`
      select effect_key as id from hookwell.mails where redacted_at is null and created_at < ${cutoff}::timestamptz
      order by created_at, effect_key limit ${batch} for no key update skip locked`,
    redact: redactMails,
  },
};

/** Redacts one batch, and returns how many rows it had. */
const redactBatch = (prisma: Database, what: keyof typeof KINDS, cutoff: Date, batch: number): Promise<number> =>
  prisma.$transaction(async (tx) => {
    const { due, redact } = KINDS[what];
    const rows = await tx.$queryRaw<{ id: string }[]>(due(cutoff.toISOString(), batch));
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await redact(tx, ids);
    return ids.length;
  });

/** The table is bounded (docs/rejected.md): one statement. */
const redactRejections = (prisma: Database, cutoff: Date): Promise<number> =>
  prisma.$executeRaw`
    update hookwell.rejected_deliveries set body_piece = null, user_agent = null, remote_address = null
    where last_seen_at < ${cutoff.toISOString()}::timestamptz
      and (body_piece is not null or user_agent is not null or remote_address is not null)`;
