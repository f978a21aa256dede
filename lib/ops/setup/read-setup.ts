import type { Pool } from 'pg';
import type { Database } from '../../db/client';
import { type MailMode, mailMode } from '../../effects/mail/mail-mode';
import { deploymentLivemode, env } from '../../kit/env';
import { readLocalSecrets } from '../../stripe/local-secrets';
import { type SweepSummary, sweepSummary } from '../../upkeep/sweep/queries';
import { invoicesSeen } from '../doctor/invoices-seen';
import { checkHealth, type Health } from '../health';
import { findRegistered, type Registered } from './find-registered';
import { listSecretUses, type SecretUse } from './secret-uses';

/** An event that was verified, with the label of the secret that did it. */
type VerifiedEvent = {
  id: string;
  type: string;
  receivedAt: Date;
  secretLabel: string | null;
  simulated: boolean;
};

/** How far the installation has come, as the set-up page ticks it off. */
export type Setup = {
  health: Health;
  /** Labels of the secrets that are accepted: those of the environment, and this machine's own while developing. */
  secrets: { configured: string[]; local: string[]; uses: SecretUse[] };
  registered: Registered;
  verified: VerifiedEvent | null;
  fulfilled: { orderId: string; at: Date } | null;
  sweep: SweepSummary | null;
  hasKey: boolean;
  /** Stripe tells of invoices, and without a key nobody can ask which payment pays which. Never true with a key. */
  needsKey: boolean;
  mail: MailMode;
};

/** Looks at everything that the set-up page shows. A database that is away is part of what it tells, and no error. */
export async function readSetup(pool: Pool, prisma: Database): Promise<Setup> {
  const livemode = deploymentLivemode();
  const health = await checkHealth(pool);
  const up = health.status !== 'unhealthy' && health.migrations.pending.length === 0;
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: configured } = env();
  const [registered, needsKey, verified, fulfilled, sweep, uses] = await Promise.all([
    findRegistered(),
    up && key === undefined ? invoicesSeen(pool, livemode) : false,
    up ? findVerified(prisma, livemode) : null,
    up ? findFulfilled(prisma, livemode) : null,
    up ? sweepSummary(prisma, livemode) : null,
    up ? listSecretUses(async (sql) => (await pool.query(sql)).rows) : [],
  ]);
  return {
    health,
    secrets: {
      configured: configured.filter(({ retired }) => !retired).map(({ label }) => label),
      local: readLocalSecrets().map(({ label }) => label),
      uses,
    },
    registered,
    verified,
    fulfilled,
    sweep,
    hasKey: key !== undefined,
    needsKey,
    mail: mailMode(),
  };
}

/** Looked for among the last ones only: where none of so many was verified, something else is wrong. */
const LOOKED_AT = 1_000;

async function findVerified(prisma: Database, livemode: boolean): Promise<VerifiedEvent | null> {
  const rows = await prisma.$queryRaw<VerifiedEvent[]>`
    select latest.id, latest.type, latest.received_at as "receivedAt", d.secret_label as "secretLabel", latest.source = 'simulator' as simulated
    from (select * from hookwell.webhook_events where livemode = ${livemode} order by received_at desc limit ${LOOKED_AT}) as latest
    join hookwell.event_deliveries d on d.event_id = latest.id and d.number = latest.body_number
    where d.verified_at is not null order by latest.source = 'simulator', latest.received_at desc limit 1`;
  return rows[0] ?? null;
}

async function findFulfilled(prisma: Database, livemode: boolean): Promise<Setup['fulfilled']> {
  const rows = await prisma.$queryRaw<{ orderId: string; at: Date }[]>`
    select order_id as "orderId", completed_at as at
    from (select * from hookwell.effects where livemode = ${livemode} and status = 'done' order by created_at limit ${LOOKED_AT}) as first
    where kind = 'fulfil' and order_id is not null and completed_at is not null limit 1`;
  return rows[0] ?? null;
}
