import { describe, expect, it } from 'vitest';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { processEvent } from '@/lib/worker/process-event';
import { applyEvents, effectOf, firstTry, runEffectOf } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { useMailServer } from '../../../harness/mail-server';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const server = useMailServer();

/** Pays, sends the receipt, and returns what the mail server got. */
async function receiptOf(facts: { amount?: number; currency?: string; locale?: string; email?: string }) {
  const { amount = 2000, currency = 'eur', locale = 'en', email = 'ann@example.com' } = facts;
  const [paid, session] = buildScenario('purchase', {
    set: { 'data.object.amount': amount, 'data.object.currency': currency, 'data.object.receipt_email': email },
  }).filter(({ type }) => ['payment_intent.succeeded', 'checkout.session.completed'].includes(type));
  if (!paid || session?.type !== 'checkout.session.completed') throw new Error('The story has changed');
  session.data.object.locale = locale as never;
  await applyEvents([session, paid]);
  const count = server().received.length;
  const effect = await runEffectOf(session, 'receipt');
  expect(effect).toMatchObject({ status: 'done', attempts: 1, lastError: null });
  expect(server().received).toHaveLength(count + 1);
  const mail = server().received.at(-1);
  if (!mail) throw new Error('No mail');
  return { mail, effect, order: await inbox.prisma().order.findUniqueOrThrow({ where: { id: effect.orderId ?? '' } }) };
}

/** Spaces that do not break, as `Intl` writes them, read as plain ones. */
const plain = (text: string | undefined) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');

describe('a receipt that an SMTP server received', () => {
  it.each([
    ['jpy', 1099, 'en', '¥1,099'],
    ['kwd', 5120, 'en', 'KWD 5.120'],
    ['isk', 500_000, 'en', 'ISK 5,000'],
    ['ugx', 1_500_000, 'en', 'UGX 15,000'],
    ['eur', 123_456, 'en', '€1,234.56'],
    ['eur', 123_456, 'de', '1.234,56 €'],
    ['jpy', 1099, 'ja', '￥1,099'],
    ['eur', 123_456, 'fr-CA', '1 234,56 €'],
    ['brl', 123_456, 'pt-BR', 'R$ 1.234,56'],
    ['usd', 123_456, 'auto', '$1,234.56'],
  ])('says %s %i in %s as %s', async (currency, amount, locale, expected) => {
    const { mail } = await receiptOf({ currency, amount, locale });
    expect(plain(mail.subject)).toContain(expected);
    expect(plain(mail.text)).toContain(expected);
    expect(plain(mail.html)).toContain(`>${expected}<`);
    expect(mail.text).toContain(currency.toUpperCase());
  });

  it('comes from the shop, to the customer, with all that a mail needs', async () => {
    const { mail, order, effect } = await receiptOf({ email: 'ann@example.com' });
    expect(mail.recipients).toEqual(['ann@example.com']);
    expect(mail.from).toMatchObject({ name: 'Blue Bottle', address: 'shop@bluebottle.example' });
    expect(mail.to).toMatchObject([{ address: 'ann@example.com' }]);
    expect(mail.messageId).toBe(`<receipt.${order.id}@bluebottle.example>`);
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'mime-version': '1.0' });
    expect(headers['content-type']).toContain('multipart/alternative');
    expect(Date.parse(headers.date ?? '')).not.toBeNaN();
    expect(mail.subject).toBe('[Test] Your receipt from Blue Bottle: €20.00');
    expect(mail.text).toContain(order.id);
    expect(mail.html).toContain(order.id);
    expect(mail.html).toContain('This is a test payment');
    expect(mail.html).not.toMatch(/<script|<img|href=|src=/i);
    expect(effect.result).toMatchObject({ messageId: mail.messageId, response: expect.stringContaining('250') });
    expect(await inbox.prisma().mail.findUniqueOrThrow({ where: { effectKey: effect.key } })).toMatchObject({
      recipient: 'ann@example.com',
      orderId: order.id,
      subject: mail.subject,
      messageId: mail.messageId,
      sentAt: expect.any(Date),
    });
  });

  it.each([
    ['de', 'Ihr Zahlungsbeleg von Blue Bottle', 'Vielen Dank für Ihre Zahlung'],
    ['ja', 'Blue Bottle の領収書', 'お支払いありがとうございます'],
    ['sv', 'Your receipt from Blue Bottle', 'Thank you for your payment'],
  ])('speaks %s', async (locale, subject, title) => {
    const { mail } = await receiptOf({ locale });
    expect(mail.subject).toContain(subject);
    expect(mail.html).toContain(title);
    expect(mail.text).toContain(title);
    expect(mail.html).toContain(`<html dir="ltr" lang="${locale === 'sv' ? 'en' : locale}"`);
  });
});

describe('a receipt of money that is not simply the shop’s', () => {
  /** What the mail server got for an order as its rows say it is. */
  async function receiptWhere(change: Record<string, unknown>) {
    const event = buildEvent('payment_intent.succeeded', {
      set: {
        'data.object.receipt_email': 'ann@example.com',
        'data.object.amount': 2000,
        'data.object.currency': 'usd',
      },
    });
    await applyEvents([event]);
    const { orderId } = await effectOf(event, 'receipt');
    await inbox.prisma().order.update({ where: { id: orderId ?? '' }, data: change });
    await runEffectOf(event, 'receipt');
    const mail = server().received.at(-1);
    if (!mail) throw new Error('No mail');
    return { text: plain(mail.text), html: plain(mail.html), subject: plain(mail.subject) };
  }

  it('says what the card was charged, and the price in the shop’s currency', async () => {
    const { text, html, subject } = await receiptWhere({ amountPresented: 1850n, currencyPresented: 'eur' });
    expect(subject).toContain('€18.50');
    expect(text).toContain('Amount paid: €18.50\nCurrency: EUR\nPrice in USD: $20.00\n');
    expect(html).toContain('>€18.50<');
    expect(html).toMatch(/>Price in USD<.*>\$20\.00</s);
    expect(text).not.toContain('Stripe');
  });

  it('says what of it was paid outside of Stripe', async () => {
    const { text, html } = await receiptWhere({ amountOutside: 1200n });
    expect(text).toContain('Amount paid: $20.00\nCurrency: USD\nOf it, outside of Stripe: $12.00\n');
    expect(html).toMatch(/>Of it, outside of Stripe<.*>\$12\.00</s);
    expect(text).not.toContain('Price in');
  });

  it('says neither of an ordinary payment', async () => {
    const { text } = await receiptWhere({});
    expect(text).toContain('Amount paid: $20.00\nCurrency: USD\nDate: ');
  });
});

describe('who gets a receipt', () => {
  const receiptsOf = (event: { id: string }) =>
    inbox.prisma().effect.count({ where: { kind: 'receipt', eventId: event.id } });
  const paid = (set: Record<string, unknown> = {}) =>
    buildEvent('payment_intent.succeeded', { set: { 'data.object.receipt_email': null, ...set } as never });

  it('nobody whose address is not known', async () => {
    const event = paid();
    await applyEvents([event]);
    expect(await receiptsOf(event)).toBe(0);
  });

  it('nobody who paid nothing', async () => {
    const event = paid({ 'data.object.receipt_email': 'ann@example.com' });
    Object.assign(event.data.object, { amount: 0, amount_received: 0 });
    await applyEvents([event]);
    expect(await receiptsOf(event)).toBe(0);
  });

  it('the customer, at the address of the customer’s record and in the language they prefer', async () => {
    const event = paid({ 'data.object.customer': 'cus_withaddress01' });
    await inbox.prisma().customer.create({
      data: {
        id: 'cus_withaddress01',
        livemode: false,
        email: 'customer@example.com',
        locale: 'sv',
        // The first that there are texts for.
        locales: ['sv', 'nl-NL', 'de'],
        stateRank: 0,
        stateOrder: 0,
        eventId: event.id,
        eventCreatedAt: new Date(),
      },
    });
    await applyEvents([event]);
    await runEffectOf(event, 'receipt');
    const mail = server().received.at(-1);
    expect(mail?.recipients).toEqual(['customer@example.com']);
    expect(mail?.subject).toContain('Je betaalbewijs');
  });

  it.each([
    ['at once', 0, 1],
    ['an hour later', 3_600, 1],
    ['days later, when an old receipt would be a riddle', 3 * 86_400, 0],
  ])('the customer whose address arrives %s', async (_, seconds, expected) => {
    const event = paid({ 'data.object.customer': `cus_later${seconds}` });
    await applyEvents([event]);
    expect(await receiptsOf(event)).toBe(0);
    const customer = buildEvent('customer.created', { set: { 'data.object.email': 'late@example.com' } });
    Object.assign(customer.data.object, { id: `cus_later${seconds}` });
    customer.created = event.created + seconds;
    await applyEvents([customer]);
    expect(await receiptsOf(customer)).toBe(expected);
    if (expected > 0) await runEffectOf(customer, 'receipt');
  });

  it('the customer once, when payment and customer are applied at the same moment', async () => {
    const pairs = Array.from({ length: 12 }, (_, i) => {
      const id = `cus_together${String(i).padStart(4, '0')}`;
      const customer = buildEvent('customer.created', { set: { 'data.object.email': 'both@example.com' } });
      Object.assign(customer.data.object, { id });
      return [paid({ 'data.object.customer': id }), customer];
    });
    await storeEvents(pairs.flat());
    await Promise.all(pairs.flat().map(({ id }) => processEvent(inbox.prisma(), id, firstTry)));
    for (const pair of pairs)
      expect(
        await inbox.prisma().effect.count({ where: { kind: 'receipt', eventId: { in: pair.map(({ id }) => id) } } }),
      ).toBe(1);
  });

  it('nobody while the deployment acts on the other mode, and says so', async () => {
    const event = buildEvent('payment_intent.succeeded', { livemode: true });
    await applyEvents([event]);
    expect(await effectOf(event, 'receipt')).toMatchObject({ status: 'skipped', result: { reason: 'other_mode' } });
  });
});
