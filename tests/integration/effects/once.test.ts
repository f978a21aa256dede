import { describe, expect, it } from 'vitest';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { requestEffect } from '@/lib/effects/request-effect';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { applyEvents, effectOf, firstTry } from '../../../harness/apply-events';
import { until, useInbox } from '../../../harness/inbox';
import { useMailServer } from '../../../harness/mail-server';
import { useProcesses } from '../../../harness/own-processes';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const server = useMailServer();
const mailsTo = (email: string) => server().received.filter(({ recipients }) => recipients.includes(email));
const { startWorker } = useProcesses();

describe('one receipt', () => {
  it('for one payment that webhook, success page, replay and several workers ask for at once', async () => {
    const prisma = inbox.prisma();
    const email = 'once@example.com';
    const purchase = buildScenario('purchase', { set: { 'data.object.receipt_email': email } });
    await storeEvents(purchase);
    await Promise.all(purchase.map(({ id }) => processEvent(prisma, id, firstTry)));
    const order = await prisma.order.findFirstOrThrow({ where: { customerEmail: email } });
    // A page knows the order and no event.
    const asked = await Promise.all(
      Array.from({ length: 5 }, () => prisma.$transaction((tx) => requestEffect({ tx }, { kind: 'receipt' }, order))),
    );
    expect(asked).toEqual(Array(5).fill('known'));
    await Promise.all(Array.from({ length: 5 }, () => runEffect(prisma, `receipt:${order.id}`, firstTry)));

    for (const { id } of purchase) await replayEvent(prisma, id);
    await Promise.all(purchase.map(({ id }) => processEvent(prisma, id, firstTry)));
    await runEffect(prisma, `receipt:${order.id}`, firstTry);
    expect(mailsTo(email)).toHaveLength(1);
    expect(await prisma.effect.count({ where: { orderId: order.id, kind: 'receipt' } })).toBe(1);
  });

  it('that a page asks for before any webhook is not asked for again', async () => {
    const prisma = inbox.prisma();
    const event = buildEvent('payment_intent.succeeded', { set: { 'data.object.receipt_email': 'page@example.com' } });
    await applyEvents([event]);
    const effect = await effectOf(event, 'receipt');
    await prisma.effect.delete({ where: { key: effect.key } });
    const order = await prisma.order.findUniqueOrThrow({ where: { id: effect.orderId ?? '' } });
    expect(await prisma.$transaction((tx) => requestEffect({ tx }, { kind: 'receipt' }, order))).toBe('queued');
    expect(await prisma.effect.findUnique({ where: { key: effect.key } })).toMatchObject({ eventId: null });
    await replayEvent(prisma, event.id);
    await processEvent(prisma, event.id, firstTry);
    await runEffect(prisma, effect.key, firstTry);
    expect(mailsTo('page@example.com')).toHaveLength(1);
  });

  it('for two orders that a late link joins', async () => {
    const prisma = inbox.prisma();
    const email = 'joined@example.com';
    const [paid, session] = buildScenario('purchase', { set: { 'data.object.receipt_email': email } }).filter(
      ({ type }) => ['payment_intent.succeeded', 'checkout.session.completed'].includes(type),
    );
    if (!paid || session?.type !== 'checkout.session.completed') throw new Error('The story has changed');
    const unlinked = structuredClone(session);
    unlinked.id = 'evt_unlinked_receipt';
    unlinked.created -= 1;
    unlinked.data.object.payment_intent = null;
    await applyEvents([paid, unlinked]);
    expect(await prisma.order.count({ where: { customerEmail: email } })).toBe(2);
    await applyEvents([session]);
    const order = await prisma.order.findFirstOrThrow({ where: { customerEmail: email }, include: { effects: true } });
    for (const { key } of order.effects) await runEffect(prisma, key, firstTry);
    expect(mailsTo(email)).toHaveLength(1);
  });
});

describe('a worker that is killed when the mail server has the receipt and the database does not know', () => {
  it('is followed by one that sends it again as the same message, and the ledger holds it once', async () => {
    const prisma = inbox.prisma();
    const email = 'killed@example.com';
    const event = buildEvent('payment_intent.succeeded', { set: { 'data.object.receipt_email': email } });
    await applyEvents([event]);
    const { SMTP_URL, EMAIL_FROM } = process.env;
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server().onReceived(async () => {
      arrived();
      await answered;
    });
    const killed = await startWorker(inbox.url(), { SMTP_URL, EMAIL_FROM });
    await arrival;
    await killed.end('SIGKILL');
    server().onReceived(async () => {});
    answer();
    expect(await effectOf(event, 'receipt')).toMatchObject({ status: 'pending' });

    await startWorker(inbox.url(), { SMTP_URL, EMAIL_FROM });
    await until(async () => (await effectOf(event, 'receipt')).status === 'done', 'the other worker');
    const mails = mailsTo(email);
    expect(mails).toHaveLength(2);
    expect(mails[0]?.messageId).toBe(mails[1]?.messageId);
    const { key } = await effectOf(event, 'receipt');
    expect(await prisma.mail.findMany({ where: { effectKey: key } })).toMatchObject([
      { messageId: mails[0]?.messageId },
    ]);
  }, 60_000);
});
