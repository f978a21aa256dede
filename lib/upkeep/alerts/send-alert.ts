import { Webhook } from 'standardwebhooks';
import type { Database } from '../../db/client';
import type { Alert } from '../../db/generated/client';
import { sender } from '../../effects/mail/mail-mode';
import { sendMail } from '../../effects/mail/send-mail';
import { alertMail } from '../../effects/mail/templates/alert-mail';
import { domainOf } from '../../kit/address';
import { appUrl, env } from '../../kit/env';
import { type AlertChannel, alertEmails } from './channels';
import { titleOf } from './rules/registry';

/** What a job of an alert carries. */
export type AlertMessage = { id: string; state: 'opened' | 'resolved'; channel: AlertChannel };

/** What is said of an alert. */
export type Alerted = Pick<Alert, 'id' | 'rule' | 'message' | 'openedAt' | 'resolvedAt'>;

const WAIT_MS = 15_000;

/**
 * Tells one channel of one alert. What fails is thrown, and the job is tried again with the same ids, so that who
 * receives it twice can tell.
 */
export async function sendAlert(prisma: Database, { id, state, channel }: AlertMessage): Promise<void> {
  const alert = await prisma.alert.findUnique({ where: { id } });
  if (alert) await tellAlert(alert, state, channel);
}

/** The same for an alert that stands nowhere: {@link Alerted}. */
export async function tellAlert(alert: Alerted, state: AlertMessage['state'], channel: AlertChannel): Promise<void> {
  if (channel === 'mail') await mailAlert(alert, state);
  else await postAlert(alert, state);
}

async function mailAlert(alert: Alerted, state: AlertMessage['state']): Promise<void> {
  const content = await alertMail({
    ...alert,
    title: titleOf(alert.rule),
    state,
    to: alertEmails(),
    dashboard: appUrl(),
  });
  await sendMail(sender(), `<alert.${alert.id}.${state}@${domainOf(sender().address)}>`, content);
}

/** Posts by the rules of Standard Webhooks (https://www.standardwebhooks.com): the id stays, whenever it is tried again. */
async function postAlert(alert: Alerted, state: AlertMessage['state']): Promise<void> {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret } = env();
  if (!url || !secret) throw new Error('ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET are not both set any more');
  const { id, rule, message, openedAt, resolvedAt } = alert;
  const at = new Date();
  const body = JSON.stringify({
    type: `alert.${state}`,
    timestamp: (state === 'opened' ? openedAt : (resolvedAt ?? at)).toISOString(),
    data: { id, rule, title: titleOf(alert.rule), message, openedAt, resolvedAt, dashboard: appUrl() },
  });
  const messageId = `msg_${id}_${state}`;
  const response = await fetch(url, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(WAIT_MS),
    headers: {
      'content-type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(messageId, at, body),
    },
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`ALERT_WEBHOOK_URL answered ${response.status}`);
}
