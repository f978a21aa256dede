import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { applyEvents } from '../../../harness/apply-events';
import { buildType } from '../../../harness/build-type';
import { EXPECTED } from '../../../harness/expected-rows';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { inShape, type OldShape, oldShapesOf } from '../../../harness/old-shapes';
import { forAccount } from '../../../harness/store-event';

const inbox = useInbox();

/** Every handled type as Stripe sends it today, and as it sent it to endpoints of older versions. */
const CASES = Object.keys(EXPECTED).flatMap((type) => [
  { name: `${type} of today`, type, shape: null },
  ...oldShapesOf(type).map((shape) => ({ name: `${type} of ${shape.version}`, type, shape })),
]);

type Row = Record<string, unknown>;
type Finder = { findFirst(query: { where: { account: string; id: string } }): Promise<Row | null> };

/** What a row repeats of its object, whatever its type: amounts are exact, codes and links unchanged. */
function repeated(object: Row): Row {
  const told: Row = { livemode: object.livemode ?? false };
  if (typeof object.amount === 'number') told.amount = BigInt(object.amount);
  if (typeof object.amount_due === 'number') told.amountDue = BigInt(object.amount_due);
  if (typeof object.amount_total === 'number') told.amountTotal = BigInt(object.amount_total);
  if (typeof object.currency === 'string') told.currency = object.currency;
  if (typeof object.customer === 'string' && object.object !== 'refund') told.customerId = object.customer;
  if (typeof object.created === 'number') told.createdAt = new Date(object.created * 1000);
  return told;
}

async function apply(type: string, shape: OldShape | null, account: string): Promise<Stripe.Event> {
  const [event] = forAccount([shape ? inShape(buildType(type), shape) : buildType(type)], account) as [Stripe.Event];
  await applyEvents([event]);
  const stored = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: event.id } });
  expect({ status: stored.status, error: stored.lastError }).toEqual({ status: 'processed', error: null });
  const id = (event.data.object as { id?: string }).id;
  expect(stored.summary).toContain(
    type === 'balance.available' ? 'Balance' : type.startsWith('invoice_payment.') ? 'in_' : id,
  );
  return event;
}

describe('an event on its own', () => {
  it.each(CASES)('$name leaves its rows', async ({ name, type, shape }) => {
    const account = `acct_${name.replaceAll(/[^a-z0-9]/g, '')}`;
    const event = await apply(type, shape, account);
    const { model, row, order } = EXPECTED[type] ?? {};
    const object = event.data.object as unknown as Row;
    if (model) {
      const finder = inbox.prisma()[model] as unknown as Finder;
      const found = await finder.findFirst({ where: { account, id: String(object.id) } });
      expect(found).toMatchObject({ ...repeated(object), ...row, ...shape?.row });
    }
    const orders = await inbox.prisma().order.findMany({ where: { account } });
    expect(orders.map(({ status }) => status)).toEqual(order ? [order] : []);
    await expectNoFindings(inbox.prisma());
  });

  it('keeps the balance of each currency', async () => {
    const event = await apply('balance.available', null, 'acct_balance');
    const { available, pending } = event.data.object as Stripe.Balance;
    const rows = await inbox.prisma().balanceSnapshot.findMany({ where: { account: 'acct_balance' } });
    expect(rows.map(({ currency, available, pending }) => ({ currency, available, pending }))).toEqual([
      {
        currency: available[0]?.currency,
        available: BigInt(available[0]?.amount ?? 0),
        pending: BigInt(pending[0]?.amount ?? 0),
      },
    ]);
  });

  it('links an invoice with the payment that paid it', async () => {
    const event = await apply('invoice_payment.paid', null, 'acct_link');
    const { invoice, payment } = event.data.object as Stripe.InvoicePayment;
    const refs = await inbox.prisma().orderRef.findMany({ where: { account: 'acct_link' } });
    expect(refs.map(({ ref }) => ref).sort()).toEqual([String(invoice), String(payment.payment_intent)].sort());
  });

  it('keeps the refunds that an old charge carries', async () => {
    const [shape] = oldShapesOf('charge.refunded') as [OldShape];
    const event = await apply('charge.refunded', shape, 'acct_oldrefunds');
    const charge = event.data.object as Stripe.Charge;
    expect(await inbox.prisma().refund.findMany({ where: { account: 'acct_oldrefunds' } })).toMatchObject([
      { id: `re_of_${charge.id}`, chargeId: charge.id, amount: BigInt(charge.amount_refunded), status: 'succeeded' },
    ]);
  });

  it.each(CASES.filter(({ shape, type }) => !shape && EXPECTED[type]?.model))(
    '$type without its id waits for a person',
    async ({ type }) => {
      const account = `acct_noid${type.replaceAll(/[^a-z]/g, '')}`;
      const event = buildType(type);
      const { id: _, ...object } = event.data.object as { id: string };
      await applyEvents(forAccount([{ ...event, data: { ...event.data, object } } as Stripe.Event], account));
      expect(await inbox.prisma().webhookEvent.findFirst({ where: { account } })).toMatchObject({
        status: 'failed',
        attempts: 1,
        lastError: expect.stringContaining('data.object.id'),
      });
    },
  );
});
