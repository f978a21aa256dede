import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { probeStorage } from '../../inbox/store/probe-storage';
import { forgetRefused, type RefusedDeliveries, refusedNow } from '../../inbox/store/storing';
import { every, type Periodic } from '../../kit/every';
import { asError } from '../../kit/jobs/as-error';
import { nextTry } from '../../kit/jobs/next-try';
import { log } from '../../kit/log/log';
import { reasonOf } from '../../kit/log/reason';
import { pause } from '../../kit/pause';
import { alertChannels } from './channels';
import { REFUSED } from './rules/registry';
import { type Alerted, tellAlert } from './send-alert';

const LOOK_EVERY_MS = 1_000;

/** A database that restarts is away for seconds, and Stripe brings again what was refused meanwhile. */
const OPEN_AFTER_MS = 5_000;

/** An outage is over when nothing was refused for this long: one that comes and goes is told once. */
const CALM_MS = 15_000;

/** About three hours, as for other alerts. */
const SEND_ATTEMPTS = 10;

/** `before`: how many were refused before the last that was stored meanwhile. */
type Outage = Alerted & { last: RefusedDeliveries; before: number };

/** Whether a delivery would be refused now. What the database itself refused, a probe refutes only where none came for a while. */
async function goesOn(pool: Pool, refused: RefusedDeliveries): Promise<boolean> {
  if (refused.answered && Date.now() - refused.lastAt.getTime() < 2 * CALM_MS) return true;
  const stored = await probeStorage(pool).then(
    () => true,
    () => false,
  );
  if (stored) forgetRefused(refused);
  return !stored;
}

/** Logs how it stands, and makes the alert of it. */
function alertOf({ last, before, ...alert }: Outage, state: 'opened' | 'resolved'): Alerted {
  const count = before + last.count;
  const what = count === 1 ? '1 delivery was' : `${count.toLocaleString('en')} deliveries were`;
  const message = `${what} answered 503, because nothing could be stored: ${reasonOf(last.error)}. Stripe delivers again, for three days. /api/health says whether events can be stored`;
  if (state === 'opened') log().error({ alert: alert.rule }, `${REFUSED.title}: ${message}`);
  else log().info({ alert: alert.rule, refused: count }, `${REFUSED.title}: it is over`);
  return { ...alert, message };
}

async function sendPatiently(signal: AbortSignal, ...told: Parameters<typeof tellAlert>): Promise<void> {
  const [alert, , channel] = told;
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await tellAlert(...told);
    } catch (thrown) {
      const error = asError(thrown);
      const next = nextTry({ attempt, last: attempt >= SEND_ATTEMPTS, workerId: null });
      log().error(
        { err: error, alert: alert.id, channel, attempt },
        `The alert could not be sent by ${channel}: ${error.message} (${next ? `next try at ${next.toISOString()}` : 'given up'})`,
      );
      if (!next) return;
      await pause(next.getTime() - Date.now(), signal);
    }
  }
}

/**
 * Looks at what the door of this process answered 503, and tells it by mail and webhook: once when it goes on, once
 * when it is over. It needs no database, which may be what is away: the count is in memory, and so are messages that
 * are to be tried again. Each process with a door tells of its own.
 */
export function startDoorWatch(pool: () => Pool): Periodic {
  const stopping = new AbortController();
  const sending = new Set<Promise<void>>();
  let outage: Outage | null = null;

  async function look(): Promise<void> {
    const refused = refusedNow();
    const now = Date.now();
    if (!outage && refused && now - refused.since.getTime() >= OPEN_AFTER_MS && (await goesOn(pool(), refused))) {
      const begun = { rule: REFUSED.name, message: '', openedAt: refused.since, resolvedAt: null };
      outage = { id: randomUUID(), ...begun, before: 0, last: refused };
      tell('opened', outage);
    }
    if (!outage) return;
    if (refused && refused.since !== outage.last.since) outage.before += outage.last.count;
    if (refused) outage.last = refused;
    const { last } = outage;
    if (Date.now() - last.lastAt.getTime() < CALM_MS || (refused && (await goesOn(pool(), refused)))) return;
    tell('resolved', { ...outage, resolvedAt: last.lastAt });
    outage = null;
  }

  function tell(state: 'opened' | 'resolved', told: Outage): void {
    const alert = alertOf(told, state);
    for (const channel of alertChannels()) {
      const sent = sendPatiently(stopping.signal, alert, state, channel).finally(() => sending.delete(sent));
      sending.add(sent);
    }
  }

  const looking = every(LOOK_EVERY_MS, 'look at what the door refused', look, { unref: true });

  return {
    async stop() {
      stopping.abort();
      await Promise.all([looking.stop(), ...sending]);
    },
  };
}
