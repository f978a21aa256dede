import { beforeAll, describe, expect, it } from 'vitest';
import type { Prisma } from '@/lib/db/generated/client';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { requestDisputeMail } from '@/lib/effects/request-dispute-mail';
import { resetEnv } from '@/lib/kit/env';
import { runEffect } from '@/lib/worker/run-effect';
import { applyEvents, effectOf, firstTry } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { useMailServer } from '../../../harness/mail-server';
import { forAccount } from '../../../harness/store-event';

const inbox = useInbox({ APP_URL: 'https://shop.example.com/', OPERATOR_EMAILS: 'ann@example.com,bob@example.com' });
const server = useMailServer();
let orderId: string;
const asked = { ask: 0 };

beforeAll(async () => {
  resetEnv();
  const event = buildEvent('payment_intent.succeeded');
  await applyEvents([event]);
  orderId = (await effectOf(event, 'fulfil')).orderId ?? '';
});

/** A dispute's row, as its handler writes it, and the mail that follows from it. */
async function mailOf(facts: Partial<Prisma.DisputeUncheckedCreateInput> = {}) {
  const prisma = inbox.prisma();
  const id = `du_1${String(++asked.ask).padStart(10, '0')}`;
  const now = new Date();
  await prisma.dispute.create({
    data: {
      id,
      livemode: false,
      orderId,
      status: 'needs_response',
      amount: 2000n,
      currency: 'usd',
      reason: 'fraudulent',
      evidenceDueBy: new Date(now.getTime() + 7 * 86_400_000 + 60_000),
      createdAt: now,
      stateRank: 0,
      stateOrder: 0,
      eventId: 'evt_dispute',
      eventCreatedAt: now,
      ...facts,
    },
  });
  const order = await prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  const request = () => prisma.$transaction((tx) => requestDisputeMail({ tx }, order, id));
  expect(await request()).toBe('queued');
  expect(await request()).toBe('known');
  const count = server().received.length;
  await runEffect(prisma, `dispute_mail:${id}`, firstTry);
  await runEffect(prisma, `dispute_mail:${id}`, firstTry);
  expect(server().received).toHaveLength(count + 1);
  const mail = server().received.at(-1);
  if (!mail) throw new Error('No mail');
  return { id, mail, effect: await prisma.effect.findUniqueOrThrow({ where: { key: `dispute_mail:${id}` } }) };
}

describe('the mail about a dispute', () => {
  it('tells all operators what it is about and until when they can answer', async () => {
    const evidenceDueBy = new Date(Date.now() + 7 * 86_400_000 + 60_000);
    const { id, mail, effect } = await mailOf({ evidenceDueBy });
    expect(effect).toMatchObject({ status: 'done', objectId: id, orderId });
    expect(mail.recipients).toEqual(['ann@example.com', 'bob@example.com']);
    expect(mail.messageId).toBe(`<dispute_mail.${id}@bluebottle.example>`);
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(evidenceDueBy);
    expect(mail.subject).toContain(`[Test] Dispute over $20.00: answer by ${day}`);
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain(day);
      expect(body).toContain('in 7 days');
      expect(body).toContain('the cardholder says that they did not make the payment');
      expect(body).toContain(`https://shop.example.com/orders/${orderId}?mode=test`);
      expect(body).toContain(`https://dashboard.stripe.com/test/disputes/${id}`);
    }
  });

  it('says that an inquiry took no money, and what is won needs no answer', async () => {
    const inquiry = await mailOf({ status: 'warning_needs_response' });
    expect(inquiry.mail.subject).toContain('Inquiry over $20.00: answer by');
    expect(inquiry.mail.text).toContain('No money has been taken');
    const won = await mailOf({ status: 'won', reason: 'a_reason_of_tomorrow' });
    expect(won.mail.subject).toBe('[Test] Dispute over $20.00: won');
    expect(won.mail.text).toContain('a reason of tomorrow');
    expect(won.mail.text).not.toContain('Evidence due');
  });

  it('reaches the others when the mail server refuses one of them, and the ledger says whom', async () => {
    server().refused.set('bob@example.com', { code: 550, message: 'No such user here' });
    const { mail, effect } = await mailOf();
    server().refused.clear();
    expect(mail.recipients).toEqual(['ann@example.com']);
    expect(effect.result).toMatchObject({ message: expect.stringContaining('refused bob@example.com') });
  });

  it('is asked for once by the events of a dispute, in any order', async () => {
    const story = buildScenario('dispute-won');
    await applyEvents(story.toReversed());
    const opened = story.find(({ type }) => type === 'charge.dispute.created')?.data.object as { id: string };
    const effects = await inbox.prisma().effect.findMany({ where: { objectId: opened.id } });
    expect(effects).toMatchObject([{ key: `dispute_mail:${opened.id}`, kind: 'dispute_mail', status: 'pending' }]);
  });

  it('is not taken away by a dispute of that id of another account or mode', async () => {
    const story = buildScenario('dispute-won', { seed: 'same dispute' });
    const opened = story.find(({ type }) => type === 'charge.dispute.created')?.data.object as { id: string };
    const { id } = opened;
    await applyEvents(forAccount(story, 'acct_1Twin'));
    await applyEvents(story.map((event) => ({ ...event, id: `${event.id}_live`, livemode: true })));
    await applyEvents(story);
    const effects = await inbox.prisma().effect.findMany({ where: { objectId: id }, orderBy: { key: 'asc' } });
    expect(effects.map(({ key, livemode, status }) => [key, livemode, status])).toEqual([
      [`dispute_mail:acct_1Twin:${id}`, false, 'pending'],
      [`dispute_mail:${id}`, false, 'pending'],
      [`dispute_mail:live:${id}`, true, 'skipped'],
    ]);
  });

  it('is asked for by nobody where no operator is named', async () => {
    const prisma = inbox.prisma();
    Object.assign(process.env, { OPERATOR_EMAILS: '' });
    resetEnv();
    const order = await prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    expect(await prisma.$transaction((tx) => requestDisputeMail({ tx }, order, 'du_unheard'))).toBeNull();
    expect(await prisma.effect.count({ where: { objectId: 'du_unheard' } })).toBe(0);
  });
});
