import type { Database } from '../../db/client';
import { asError, messageOf } from '../../kit/jobs/as-error';
import { nextTry } from '../../kit/jobs/next-try';
import { log } from '../../kit/log/log';
import { type AlertMessage, sendAlert } from './send-alert';

/** Tries before a message is given up: about three hours. */
const SEND_ATTEMPTS = 10;

/** Longer than a try can take. One whose process died meanwhile is sent by the next, by the same id. */
const CLAIM_SECONDS = 180;

/** Sent at the same time; the next look goes on. */
const AT_ONCE = 20;

/**
 * Sends what is to be told, each message by one process: whoever takes it has it for {@link CLAIM_SECONDS}, and holds no
 * connection while a mail server thinks. Never throws for a message that fails: it is logged, kept with it, and tried again.
 */
export async function sendAlerts(prisma: Database): Promise<void> {
  const messages = await prisma.$queryRaw<(AlertMessage & { attempts: number })[]>`
    update hookwell.alert_messages m set attempts = attempts + 1, next_try_at = now() + make_interval(secs => ${CLAIM_SECONDS})
    from (
      select alert_id, state, channel from hookwell.alert_messages
      where sent_at is null and attempts < ${SEND_ATTEMPTS} and next_try_at <= now()
      order by next_try_at limit ${AT_ONCE} for update skip locked
    ) as due
    where m.alert_id = due.alert_id and m.state = due.state and m.channel = due.channel
    returning m.alert_id as id, m.state, m.channel, m.attempts`;
  await Promise.all(messages.map((message) => send(prisma, message)));
}

async function send(prisma: Database, { attempts, ...message }: AlertMessage & { attempts: number }): Promise<void> {
  const { id: alertId, state, channel } = message;
  const where = { alertId_state_channel: { alertId, state, channel } };
  try {
    await sendAlert(prisma, message);
  } catch (thrown) {
    const error = asError(thrown);
    const next = nextTry({ attempt: attempts, last: attempts >= SEND_ATTEMPTS, workerId: null });
    log().error(
      { err: error, alert: alertId, channel, attempt: attempts },
      `The alert could not be sent by ${channel}: ${error.message} (${next ? `next try at ${next.toISOString()}` : 'given up'})`,
    );
    await prisma.alertMessage.update({
      where,
      data: { lastError: messageOf(error), ...(next && { nextTryAt: next }) },
    });
    return;
  }
  await prisma.alertMessage.update({ where, data: { sentAt: new Date(), lastError: null } });
}
