import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { rebuild } from '@/lib/ops/rebuild/rebuild';
import type { Actor } from '@/lib/people/auth/roles';
import { collectSubject } from '@/lib/privacy/erasure/collect-subject';
import { previewErasure } from '@/lib/privacy/erasure/preview-erasure';
import { erasedAt } from '@/lib/privacy/erasure/queries';
import { runErasure } from '@/lib/privacy/erasure/run-erasure';
import { scrubPayload } from '@/lib/privacy/erasure/scrub-payload';
import { startErasure } from '@/lib/privacy/erasure/start-erasure';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { applyEvents, firstTry } from '../../../harness/apply-events';
import { delivery } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { findTexts, ownTexts } from '../../../harness/search-database';
import { permutations, storeEvents } from '../../../harness/store-event';

const seed = randomBytes(4).toString('hex');
console.log(`seed ${seed}`);
const inbox = useInbox();
const admin: Actor = { id: 'usr_1', name: 'Root', role: 'admin' };

const customerOf = (events: Stripe.Event[]): string => /"(cus_\w+)"/.exec(JSON.stringify(events))?.[1] ?? '';

/** What of these events may be found nowhere: every text that a scrubbed payload does not hold either. */
const secretsOf = (events: Stripe.Event[], others: Stripe.Event[]): string[] =>
  ownTexts(events, [...others, ...events.map(scrubPayload), ...events.map(({ request }) => request)]);

async function erase(subject: Parameters<typeof startErasure>[1]): Promise<string> {
  const id = await startErasure(inbox.prisma(), subject, admin);
  if (!id) throw new Error('nothing was found');
  await runErasure(inbox.prisma(), id);
  return id;
}
const eraseCustomer = (id: string, account: string | null = null) => erase({ kind: 'customer', id, account });

async function runEffects(): Promise<void> {
  const due = await inbox.prisma().effect.findMany({ where: { status: 'pending' } });
  for (const { key } of due) await runEffect(inbox.prisma(), key, firstTry);
}

/** The money, by the payments' own ids. */
const money = (account: string | null = null) =>
  inbox.prisma().$queryRaw<{ ref: string }[]>`
    select (select min(ref) from hookwell.order_refs r where r.order_id = o.id) as ref, status::text, amount, amount_received, amount_refunded,
      currency, dispute_status, paid_at, o.created_at
    from hookwell.orders o where account is not distinct from ${account}::text order by 1`;

beforeEach(async () => {
  await inbox.prisma().$executeRaw`
    truncate hookwell.webhook_events, hookwell.orders, hookwell.order_refs, hookwell.invoice_payments, hookwell.dispute_movements, hookwell.customers, hookwell.payment_methods, hookwell.subscriptions, hookwell.setup_intents, hookwell.effects, hookwell.mails, hookwell.erasures,
      hookwell.tombstones, hookwell.audit_entries, hookwell.rejected_deliveries, hookwell.findings cascade`;
});

describe('The erasure of a customer', () => {
  it.each(['purchase', 'refund', 'dispute', 'subscription', 'declined', 'delayed-payment', 'card-removed'])(
    'leaves no text of them in any table, money as it was, and others untouched: %s',
    async (name) => {
      const events = buildScenario(name, { seed: `${seed} ann ${name}` });
      const others = buildScenario(name, { seed: `${seed} bob ${name}` });
      const secrets = secretsOf(events, others);
      expect(secrets.length).toBeGreaterThan(3);
      await applyEvents([...events, ...others]);
      await runEffects();
      const before = await money();
      const untouched = () =>
        inbox
          .prisma()
          .webhookEvent.findMany({ where: { id: { in: others.map(({ id }) => id) } }, orderBy: { id: 'asc' } });
      const theirs = [await untouched(), await inbox.prisma().customer.findMany({ where: { id: customerOf(others) } })];
      expect(await findTexts(secrets)).not.toEqual([]);

      const preview = await previewErasure(inbox.prisma(), { kind: 'customer', id: customerOf(events), account: null });
      expect(preview).toMatchObject({ events: events.length, failed: 0 });
      const id = await eraseCustomer(customerOf(events));

      expect(await findTexts(secrets)).toEqual([]);
      expect(await money()).toEqual(before);
      expect([
        await untouched(),
        await inbox.prisma().customer.findMany({ where: { id: customerOf(others) } }),
      ]).toEqual(theirs);
      await expectNoFindings(inbox.prisma());
      const report = await inbox.prisma().erasure.findUniqueOrThrow({ where: { id }, include: { items: true } });
      expect(report).toMatchObject({
        kind: 'customer',
        requestedByName: 'Root',
        items: [],
        counts: { webhook_events: events.length },
      });
      expect(report.finishedAt).not.toBeNull();
      expect(JSON.stringify([report, await inbox.prisma().auditEntry.findMany({ omit: { id: true } })])).not.toContain(
        customerOf(events),
      );
      expect(await erasedAt(inbox.prisma(), { account: null, id: customerOf(events) })).not.toBeNull();
      expect(await erasedAt(inbox.prisma(), { account: null, id: customerOf(others) })).toBeNull();
      expect((await rebuild(inbox.url())).differences).toBe(0);
    },
  );

  it('applies the money of what comes later, in any order, and brings nothing back', async () => {
    const events = buildScenario('refund', { seed: `${seed} later` });
    const cut = events.findIndex(({ type }) => type.startsWith('refund.') || type === 'charge.refunded');
    const [early, later] = [events.slice(0, cut), events.slice(cut)];
    const orders = permutations(later.slice(0, 4)).slice(0, 24);
    const twin = (account: string, list: Stripe.Event[]) =>
      list.map((event) => ({ ...event, id: `${event.id}_${account}`, account }));
    await applyEvents(twin('acct_twin', [...early, ...later.slice(0, 4)]));
    const expected = await money('acct_twin');
    const secrets = secretsOf(events, []);
    await inbox.prisma()
      .$executeRaw`truncate hookwell.webhook_events, hookwell.customers, hookwell.payment_methods, hookwell.effects cascade`;
    await inbox.prisma().$executeRaw`truncate hookwell.orders, hookwell.order_refs cascade`;
    for (const [index, order] of orders.entries()) {
      const account = `acct_erased${index}`;
      await applyEvents(twin(account, early));
      await eraseCustomer(customerOf(events), account);
      await applyEvents(twin(account, order));
      expect(await money(account)).toEqual(expected);
    }
    const own = secrets.filter((text) => !events.some(({ id }) => id === text));
    expect(await findTexts(own)).toEqual([]);
    await expectNoFindings(inbox.prisma());
  }, 120_000);

  it('takes events that come again for duplicates, and forgets what names them newly', async () => {
    const events = buildScenario('purchase', { seed: `${seed} again` });
    const [first] = events;
    if (!first) throw new Error('no event');
    const secrets = secretsOf(events, []).filter((text) => !events.some(({ id }) => id === text));
    await applyEvents(events);
    await eraseCustomer(customerOf(events));
    const again = await POST(delivery(printEvent(first)));
    expect(await again.json()).toMatchObject({ duplicate: true });
    expect(await replayEvent(inbox.prisma(), first.id, admin)).toBe('redacted');
    const novel = { ...first, id: 'evt_novel', type: 'customer.updated' } as Stripe.Event;
    const unhandled = { ...first, id: 'evt_unhandled', type: 'customer.nobody_knows' } as unknown as Stripe.Event;
    for (const event of [novel, unhandled]) {
      expect((await POST(delivery(printEvent(event)))).status).toBe(200);
      await processEvent(inbox.prisma(), event.id, firstTry);
    }
    expect(await inbox.prisma().webhookEvent.count({ where: { redactedAt: null } })).toBe(0);
    expect(await findTexts(secrets)).toEqual([]);
  });

  it('leaves of what failed enough to apply its money later, and nothing personal', async () => {
    const events = buildScenario('purchase', { seed: `${seed} failed` });
    const paid = events.find(({ type }) => type === 'payment_intent.succeeded');
    if (!paid) throw new Error('no payment');
    const secrets = secretsOf(events, []).filter((text) => !events.some(({ id }) => id === text));
    await storeEvents(events);
    for (const { id } of events) if (id !== paid.id) await processEvent(inbox.prisma(), id, firstTry);
    await inbox
      .prisma()
      .webhookEvent.update({ where: { id: paid.id }, data: { status: 'failed', lastError: secrets[0] } });
    expect(
      await previewErasure(inbox.prisma(), { kind: 'customer', id: customerOf(events), account: null }),
    ).toMatchObject({ failed: 1 });
    await eraseCustomer(customerOf(events));
    expect(await findTexts(secrets)).toEqual([]);
    expect(await replayEvent(inbox.prisma(), paid.id, admin)).toBe('queued');
    await processEvent(inbox.prisma(), paid.id, firstTry);
    expect(await inbox.prisma().paymentIntent.findFirst()).toMatchObject({ status: 'succeeded', receiptEmail: null });
    expect(await findTexts(secrets)).toEqual([]);
  });

  it('is safe against events of the same customer that are applied at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const events = buildScenario('purchase', { seed: `${seed} race ${round}` });
      const secrets = secretsOf(events, []).filter((text) => !events.some(({ id }) => id === text));
      const [customer, ...rest] = events;
      if (!customer) throw new Error('no event');
      await applyEvents([customer]);
      await storeEvents(rest);
      await Promise.all([
        eraseCustomer(customerOf(events)),
        ...rest.map(({ id }) => processEvent(inbox.prisma(), id, firstTry)),
      ]);
      expect(await findTexts(secrets)).toEqual([]);
    }
    const orders = await inbox.prisma().order.findMany();
    expect(orders.map(({ status }) => status)).toEqual(Array(5).fill('paid'));
  });

  it('goes on where it was killed, and two runs at a time do no harm', async () => {
    const events = buildScenario('refund', { seed: `${seed} killed` });
    await applyEvents(events);
    const id = await startErasure(inbox.prisma(), { kind: 'customer', id: customerOf(events), account: null }, admin);
    if (!id) throw new Error('nothing was found');
    const cut = new AbortController();
    const looks = {
      get aborted() {
        return true;
      },
      throwIfAborted() {
        if (cut.signal.aborted) throw new Error('killed');
        cut.abort();
      },
    };
    await expect(runErasure(inbox.prisma(), id, looks as AbortSignal)).rejects.toThrow('killed');
    expect(await inbox.prisma().erasureItem.count()).toBeGreaterThan(0);
    await Promise.all([runErasure(inbox.prisma(), id), runErasure(inbox.prisma(), id)]);
    expect(await inbox.prisma().erasure.findUniqueOrThrow({ where: { id } })).toMatchObject({
      counts: { webhook_events: events.length },
    });
    expect(await findTexts(secretsOf(events, []).filter((text) => !events.some((event) => event.id === text)))).toEqual(
      [],
    );
  });

  it('finds nothing of a customer that nobody knows', async () => {
    expect(await startErasure(inbox.prisma(), { kind: 'customer', id: 'cus_nobody', account: null }, admin)).toBeNull();
    expect(await inbox.prisma().tombstone.count()).toBe(0);
  });

  it('reaches nobody else through what they share', async () => {
    const [ann, bob] = ['ann', 'bob'].map((name) => buildScenario('subscription', { seed: `${seed} ${name}` }));
    if (!ann || !bob) throw new Error('no events');
    const price = /"(price_\w+)"/.exec(JSON.stringify(bob))?.[1] ?? '';
    const same = JSON.parse(JSON.stringify(ann).replaceAll(/price_\w+/g, price)) as Stripe.Event[];
    await applyEvents([...same, ...bob]);
    const { events } = await collectSubject(inbox.prisma(), { kind: 'customer', id: customerOf(same), account: null });
    expect(events.sort()).toEqual(same.map(({ id }) => id).sort());
  });
});

describe('The erasure of a guest', () => {
  const email = `guest.${seed}@example.com`;
  /** A purchase of somebody who has no customer at Stripe. */
  const guest = (name: string, address: string): Stripe.Event[] =>
    buildScenario('purchase', { seed: `${seed} ${name}` })
      .filter(({ type }) => !type.startsWith('customer.') && !type.startsWith('payment_method.'))
      .map((event) =>
        JSON.parse(
          JSON.stringify(event)
            .replaceAll(/"cus_\w+"/g, 'null')
            .replaceAll(/"[^"@ ]+@[^"@ ]+"/g, `"${address}"`),
        ),
      );

  it('finds them by their address and leaves nothing, and other guests and customers as they are', async () => {
    const events = guest('guest', email);
    const others = guest('other', 'other@example.com');
    const secrets = secretsOf(events, others).filter((text) => !events.some(({ id }) => id === text));
    expect(secrets).toContain(email);
    await applyEvents([...events, ...others]);
    await runEffects();
    const before = await money();
    await erase({ kind: 'email', email: email.toUpperCase() });
    expect(await findTexts(secrets)).toEqual([]);
    expect(await money()).toEqual(before);
    expect(await inbox.prisma().webhookEvent.count({ where: { redactedAt: null } })).toBe(others.length);
  });

  it('forgets what a guest did before it and arrives later, and not what they do as a new guest', async () => {
    await applyEvents(guest('first', email));
    await erase({ kind: 'email', email });
    const late = guest('late', email);
    await applyEvents(late);
    expect(await inbox.prisma().webhookEvent.count({ where: { redactedAt: null } })).toBe(0);
    const created = Math.floor(Date.now() / 1000) + 60;
    const back = guest('back', email).map((event) =>
      JSON.parse(JSON.stringify(event).replaceAll(/"created": ?\d+/g, `"created":${created}`)),
    );
    await applyEvents(back);
    expect(await inbox.prisma().webhookEvent.count({ where: { redactedAt: null } })).toBe(back.length);
  });
});
