import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { retryEffect } from '@/lib/effects/retry-effect';
import { resetEnv } from '@/lib/kit/env';
import { log } from '@/lib/kit/log/log';
import { runEffect } from '@/lib/worker/run-effect';
import { applyEvents, effectOf, firstTry, runEffectOf } from '../../../harness/apply-events';
import { until, useInbox, useWorker } from '../../../harness/inbox';
import { startMailServer, useMailServer } from '../../../harness/mail-server';
import { storeEvents } from '../../../harness/store-event';

const operator = { id: null, name: 'Ann', role: 'operator' } as const;

const inbox = useInbox();
const server = useMailServer();
const paidBy = (email: string) =>
  buildEvent('payment_intent.succeeded', { set: { 'data.object.receipt_email': email } });
const mailsTo = (email: string) => server().received.filter(({ recipients }) => recipients.includes(email));
const secondTry = { ...firstTry, attempt: 2 };

afterEach(() => {
  vi.restoreAllMocks();
  server().refused.clear();
});

describe('a mail server that is down', () => {
  it('leaves the receipt to be tried again, and it is sent once', async () => {
    const event = paidBy('down@example.com');
    await applyEvents([event]);
    await server().close();
    await expect(runEffectOf(event, 'receipt')).rejects.toThrow('cannot be reached');
    const waiting = await effectOf(event, 'receipt');
    expect(waiting).toMatchObject({ status: 'retrying', attempts: 1, nextAttemptAt: expect.any(Date) });
    expect(waiting.lastError).toContain('the mail server cannot be reached');
    expect(await inbox.prisma().mail.count({ where: { effectKey: waiting.key } })).toBe(0);

    await server().open();
    expect(await runEffectOf(event, 'receipt', secondTry)).toMatchObject({
      status: 'done',
      attempts: 2,
      lastError: null,
    });
    await runEffectOf(event, 'receipt', secondTry);
    expect(mailsTo('down@example.com')).toHaveLength(1);
  });

  it('fails the receipt for all to see after the last try, until a person tries again', async () => {
    const event = paidBy('later@example.com');
    await applyEvents([event]);
    await server().close();
    const failed = await runEffectOf(event, 'receipt', { ...firstTry, attempt: 10, last: true });
    expect(failed).toMatchObject({ status: 'failed', nextAttemptAt: null });
    await server().open();

    expect(await retryEffect(inbox.prisma(), failed.key, operator)).toBe('queued');
    expect(await effectOf(event, 'receipt')).toMatchObject({ status: 'pending', lastError: failed.lastError });
    expect(await retryEffect(inbox.prisma(), failed.key, operator)).toBe('not_failed');
    expect(await retryEffect(inbox.prisma(), 'receipt:ord_unknown', operator)).toBe('not_found');
    expect(await runEffectOf(event, 'receipt')).toMatchObject({ status: 'done', lastError: null });
    expect(mailsTo('later@example.com')).toHaveLength(1);
  });
});

describe('a recipient', () => {
  it.each([550, 553])('whom the mail server refuses for good (%i) fails the receipt at once', async (code) => {
    const email = `gone${code}@example.com`;
    server().refused.set(email, { code, message: 'No such user here' });
    const event = paidBy(email);
    await applyEvents([event]);
    const failed = await runEffectOf(event, 'receipt');
    expect(failed).toMatchObject({ status: 'failed', attempts: 1, nextAttemptAt: null });
    expect(failed.lastError).toContain('No such user here');
  });

  it('whom it refuses for now (450) is tried again', async () => {
    server().refused.set('grey@example.com', { code: 450, message: 'Come back later' });
    const event = paidBy('grey@example.com');
    await applyEvents([event]);
    await expect(runEffectOf(event, 'receipt')).rejects.toThrow('Come back later');
    expect(await effectOf(event, 'receipt')).toMatchObject({ status: 'retrying' });
  });

  it.each(['ann@example.com, eve@example.com', 'no address', 'Eve <eve@example.com>', 'a@b.c\r\nBcc: eve@example.com'])(
    'that is not one address (%j) gets nothing, and nobody else does',
    async (email) => {
      const count = server().received.length;
      const event = paidBy(email);
      await applyEvents([event]);
      expect(await runEffectOf(event, 'receipt')).toMatchObject({
        status: 'failed',
        lastError: expect.stringContaining('is not an e-mail address'),
      });
      expect(server().received).toHaveLength(count);
    },
  );
});

describe('the password of the mail server', () => {
  it('stands in no error and no log, even where the server repeats it', async () => {
    const password = 'hunter2 & söns';
    const strict = await startMailServer({ user: 'shop', password: 'another' });
    const url = strict.url().replace(encodeURIComponent('another'), encodeURIComponent(password));
    const told = vi.spyOn(log(), 'error');
    const before = process.env.SMTP_URL;
    Object.assign(process.env, { SMTP_URL: url });
    resetEnv();
    try {
      const event = paidBy('auth@example.com');
      await applyEvents([event]);
      const error = await runEffectOf(event, 'receipt').catch((thrown: Error) => thrown);
      const effect = await effectOf(event, 'receipt');
      expect(effect).toMatchObject({ status: 'retrying' });
      expect(effect.lastError).toContain('refuses the user and password of SMTP_URL');
      expect(told).toHaveBeenCalledOnce();
      const everything = JSON.stringify([
        effect,
        told.mock.calls.map(([fields, text]) => [fields, text, Object.entries((fields as { err: Error }).err)]),
        Object.entries(error),
        (error as Error).stack,
      ]);
      expect(everything).not.toMatch(/hunter2|aHVudGVy/);
      expect((error as Error).cause).toBeUndefined();
    } finally {
      Object.assign(process.env, { SMTP_URL: before });
      resetEnv();
      await strict.close();
    }
  });
});

describe('with a running worker', () => {
  useWorker(inbox);

  it('sends a receipt by itself once the mail server is there again', async () => {
    server().refused.set('worker@example.com', { code: 451, message: 'Come back later' });
    const event = paidBy('worker@example.com');
    await storeEvents([event]);
    const status = async () =>
      (await inbox.prisma().effect.findFirst({ where: { eventId: event.id, kind: 'receipt' } }))?.status;
    await until(async () => (await status()) === 'retrying', 'the first try');
    server().refused.clear();
    await until(async () => (await status()) === 'done', 'the second try');
    expect(mailsTo('worker@example.com')).toHaveLength(1);
  });

  it('sends at once what a person tries again', async () => {
    server().refused.set('typo@example.com', { code: 550, message: 'No such user here' });
    const event = paidBy('typo@example.com');
    await storeEvents([event]);
    const find = () => inbox.prisma().effect.findFirst({ where: { eventId: event.id, kind: 'receipt' } });
    await until(async () => (await find())?.status === 'failed', 'the refusal');
    server().refused.clear();
    await retryEffect(inbox.prisma(), (await find())?.key ?? '', operator);
    await until(async () => (await find())?.status === 'done', 'the mail');
    await runEffect(inbox.prisma(), (await find())?.key ?? '', firstTry);
    expect(mailsTo('typo@example.com')).toHaveLength(1);
  });
});
