import { beforeEach, describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { tellOneByOne, waitLongEnough } from '../../../harness/money-case';

const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600' });
const sql = (text: string, ...values: unknown[]) => connections().pool.query(text, values);

beforeEach(async () => {
  await sql(
    'truncate hookwell.orders, hookwell.effects, hookwell.findings, hookwell.webhook_events, hookwell.invoice_payments, hookwell.fetched_links cascade',
  );
});

const found = async () => (await checkMoney(inbox.prisma())).map(({ rule, message }) => `${rule}: ${message}`);

/** A subscription whose first payment and invoice nobody has linked: two orders of the same customer, amount and time. */
async function unlinked() {
  const types = ['payment_intent.succeeded', 'invoice.paid'];
  const events = buildScenario('subscription', { seed: 'unlinked', answers: false });
  await tellOneByOne(
    types.map((type) => events.find((event) => event.type === type)).filter((event) => event !== undefined),
  );
  await waitLongEnough();
  const { rows } = await sql(
    'select id, invoice_id is not null as invoiced, hold_code, fulfilled_at from hookwell.orders order by invoiced',
  );
  return rows as { id: string; invoiced: boolean; hold_code: string | null; fulfilled_at: Date | null }[];
}

describe('What looks like one purchase', () => {
  it('is held, and a person is told', async () => {
    const [payment, invoice] = await unlinked();
    expect(payment).toMatchObject({ invoiced: false, hold_code: 'same_purchase', fulfilled_at: null });
    expect(invoice).toMatchObject({ invoiced: true, hold_code: null, fulfilled_at: expect.any(Date) });
    expect(await found()).toEqual([
      expect.stringMatching(
        /^held_for_a_person: .* is paid and not fulfilled: probably the same purchase \(Order ord_/,
      ),
    ]);
  });

  it('is named as fulfilled twice where both were, put into the rows by hand', async () => {
    const [payment] = await unlinked();
    await sql(`update hookwell.orders set fulfilled_at = now(), hold_code = null`);
    await sql(
      `insert into hookwell.effects (key, kind, livemode, status, order_id, completed_at) values ($1, 'fulfil', false, 'done', $2, now())`,
      `fulfil:${payment?.id}`,
      payment?.id,
    );
    expect(await found()).toEqual([
      expect.stringMatching(/^fulfilled_twice: .* is fulfilled too, and one of them is a payment without an invoice/),
    ]);
    // A person who released the other half has said that these are two purchases.
    await sql(`update hookwell.orders set decision = 'release' where id = $1`, payment?.id);
    expect(await found()).toEqual([]);
  });

  it('is nothing to tell of two top-ups of one amount', async () => {
    for (const seed of ['one', 'two']) {
      const set = { 'data.object.amount': 2_000, 'data.object.customer': 'cus_topup', 'data.object.currency': 'usd' };
      const events = buildScenario('purchase', { seed, set, answers: false });
      await tellOneByOne(events.filter(({ type }) => type === 'payment_intent.succeeded'));
    }
    await waitLongEnough();
    const { rows } = await sql('select fulfilled_at is not null as fulfilled from hookwell.orders');
    expect(rows).toEqual([{ fulfilled: true }, { fulfilled: true }]);
    await expectNoFindings(inbox.prisma());
  });
});

describe('A payment for two invoices', () => {
  const tell = () => tellOneByOne(buildScenario('two-invoices', { seed: 'two' }));

  it('is named where it was fulfilled as a payment as well, put into the rows by hand', async () => {
    await tell();
    await expectNoFindings(inbox.prisma());
    const { rows } = await sql(
      `select ref, min(order_id) as id from hookwell.order_refs where ref like 'pi\\_%' group by ref`,
    );
    await sql(
      `update hookwell.effects set covers = array[$1] where kind = 'fulfil' and order_id = $2`,
      rows[0].ref,
      rows[0].id,
    );
    expect(await found()).toEqual([
      expect.stringMatching(/^fulfilled_twice: .* its payment was fulfilled before, as order ord_/),
    ]);
  });

  it('is named where it was refunded and no credit note says for which', async () => {
    await tell();
    const { rows } = await sql('select id, amount_received from hookwell.orders order by created_at, id limit 1');
    const { id, amount_received: amount } = rows[0];
    await sql(`update hookwell.orders set amount_refunded = $2, status = 'refunded' where id = $1`, id, amount);
    await sql(
      `insert into hookwell.order_movements (order_id, livemode, kind, amount, currency, moved_at, ref)
       select id, livemode, 'refunded', amount_refunded, currency, now(), 're_1' from hookwell.orders where id = $1`,
      id,
    );
    expect(await found()).toEqual([expect.stringMatching(/^refund_of_shared_payment: Of pi_/)]);
    await sql('update hookwell.invoices set amount_credited_after = $2 where order_id = $1', id, amount);
    expect(await found()).toEqual([]);
  });

  it('is no payment that is counted twice, but one with an order beside its invoices is', async () => {
    await tell();
    await sql(`insert into hookwell.orders (id, livemode, created_at) values ('ord_beside', false, now())`);
    await sql(
      `insert into hookwell.order_refs (livemode, ref, order_id) select distinct livemode, ref, 'ord_beside' from hookwell.order_refs where ref like 'pi\\_%'`,
    );
    expect(await found()).toEqual([expect.stringMatching(/^two_orders_for_one_payment: pi_\w+ belongs to 3 orders/)]);
  });
});
