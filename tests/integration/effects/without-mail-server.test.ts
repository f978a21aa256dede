import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { announceMail } from '@/lib/effects/mail/mail-mode';
import { resetEnv } from '@/lib/kit/env';
import { log } from '@/lib/kit/log/log';
import { applyEvents, runEffectOf } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();
const paid = () =>
  buildEvent('payment_intent.succeeded', {
    set: { 'data.object.receipt_email': 'ann@example.com', 'data.object.amount': 2000, 'data.object.currency': 'usd' },
  });

function setEnv(env: Record<string, string>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  resetEnv();
}
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  resetEnv();
});

describe('without SMTP_URL', () => {
  it('a developer finds the mail in the dashboard, and nothing is sent', async () => {
    const event = paid();
    await applyEvents([event]);
    const effect = await runEffectOf(event, 'receipt');
    expect(effect).toMatchObject({ status: 'done', result: { message: expect.stringContaining('kept under Mails') } });
    const mail = await inbox.prisma().mail.findUniqueOrThrow({ where: { effectKey: effect.key } });
    expect(mail).toMatchObject({ recipient: 'ann@example.com', sentAt: null });
    expect(mail.text).toContain('$20.00');
  });

  it('production asks for no receipt, and fulfils all the same', async () => {
    setEnv({ NODE_ENV: 'production' });
    const event = paid();
    await applyEvents([event]);
    const kinds = await inbox.prisma().effect.findMany({ where: { eventId: event.id }, select: { kind: true } });
    expect(kinds).toEqual([{ kind: 'fulfil' }]);
  });
});

describe('announceMail says once at the start', () => {
  it.each([
    ['production', {}, 'warn', 'No mail is sent, neither receipts nor alerts: set SMTP_URL and EMAIL_FROM'],
    [
      'production',
      { SMTP_URL: 'smtp://localhost' },
      'warn',
      'No mail is sent, neither receipts nor alerts: set EMAIL_FROM',
    ],
    ['production', { SMTP_URL: 'smtp://localhost', EMAIL_FROM: 'a@b.c' }, 'warn', 'set OPERATOR_EMAILS'],
    ['development', {}, 'info', 'Mails are kept to be read under /mails: set SMTP_URL and EMAIL_FROM to send them'],
  ] as const)('in %s with %j', (mode, env, level, expected) => {
    setEnv({ NODE_ENV: mode, ...env });
    const told = vi.spyOn(log(), level);
    announceMail();
    expect(told.mock.calls.flat()).toEqual([expect.stringContaining(expected)]);
  });
});
