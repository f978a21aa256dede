import type { CheckoutSession, InvoicePayment } from '../../db/generated/client';
import type { PurchaseRows } from './purchase-rows';

/**
 * One payment with everything that is about it: a PaymentIntent, its charges, the session that it was made in, their
 * refunds, disputes and reviews. Or a charge, or a session, that has no PaymentIntent.
 */
export type Payment = {
  /** Its ids: pi_, ch_, cs_. The first of them in the order of the alphabet names it. */
  ids: string[];
  /** The invoices that it pays, the oldest first; one whose event has not come yet stands last. */
  invoices: string[];
  /** Every link with an invoice was undone. */
  undone: boolean;
};

/** What one order is made of: an invoice with the payments that pay it, or one payment that pays none. */
export type PurchaseGroup = {
  invoiceId: string | null;
  payments: Payment[];
  /** Sessions that started the subscription of the invoice. */
  sessionIds: string[];
};

type Link = { paymentIds: (string | null)[]; invoiceId: string; undone: boolean };

const byAge = (rows: PurchaseRows) => {
  const made = new Map(rows.invoices.map(({ id, createdAt }) => [id, createdAt.getTime()]));
  return (one: string, other: string) =>
    (made.get(one) ?? Number.POSITIVE_INFINITY) - (made.get(other) ?? Number.POSITIVE_INFINITY) ||
    (one < other ? -1 : Number(one > other));
};

/**
 * Divides what hangs together into orders: each invoice is one, and each payment that pays none. A payment that pays two
 * invoices belongs to both. A pure function of the rows, so that the same rows make the same orders, in whatever order
 * events came. Rules: docs/orders.md.
 */
export function groupPurchase(rows: PurchaseRows): PurchaseGroup[] {
  const names = joinPayments(rows);
  const links = findLinks(rows);
  const older = byAge(rows);
  const payments = new Map<string, Payment>();
  for (const [id, name] of names) {
    const payment = payments.get(name) ?? { ids: [], invoices: [], undone: false };
    payments.set(name, payment);
    payment.ids.push(id);
  }
  for (const payment of payments.values()) {
    const own = links.filter(({ paymentIds }) => paymentIds.some((id) => id !== null && payment.ids.includes(id)));
    const undone = new Set(own.filter((link) => link.undone).map(({ invoiceId }) => invoiceId));
    const kept = own.map(({ invoiceId }) => invoiceId).filter((invoiceId) => !undone.has(invoiceId));
    payment.ids.sort();
    payment.invoices = [...new Set(kept)].sort(older);
    payment.undone = undone.size > 0 && kept.length === 0;
  }
  const invoiceIds = new Set([
    ...rows.invoices.map(({ id }) => id),
    ...[...payments.values()].flatMap(({ invoices }) => invoices),
  ]);
  const all = [...payments.values()].sort((a, b) => ((a.ids[0] ?? '') < (b.ids[0] ?? '') ? -1 : 1));
  return [
    ...[...invoiceIds].sort(older).map((invoiceId) => ({
      invoiceId,
      payments: all.filter(({ invoices }) => invoices.includes(invoiceId)),
      sessionIds: subscribingSessions(rows, invoiceId),
    })),
    ...all
      .filter(({ invoices }) => invoices.length === 0)
      .map((payment) => ({ invoiceId: null, payments: [payment], sessionIds: [] })),
  ];
}

/** The sessions in which a subscription was begun belong to its first invoice. They are no payment. */
const isPurchase = ({ mode }: CheckoutSession) => mode !== 'subscription' && mode !== 'setup';

function subscribingSessions(rows: PurchaseRows, invoiceId: string): string[] {
  const invoice = rows.invoices.find(({ id }) => id === invoiceId);
  const first = invoice?.billingReason === 'subscription_create' ? invoice.subscriptionId : null;
  return rows.checkoutSessions
    .filter((session) => !isPurchase(session))
    .filter(
      (session) => session.invoiceId === invoiceId || (!session.invoiceId && first && session.subscriptionId === first),
    )
    .map(({ id }) => id)
    .sort();
}

/** Which payment each id belongs to: what names each other is one. */
function joinPayments(rows: PurchaseRows): Map<string, string> {
  const parents = new Map<string, string>();
  const root = (id: string): string => {
    const parent = parents.get(id) ?? id;
    return parent === id ? id : root(parent);
  };
  const join = (...named: (string | null)[]) => {
    const ids = named.filter((id) => id !== null);
    for (const id of ids) if (!parents.has(id)) parents.set(id, id);
    const [first, ...others] = ids;
    for (const other of others) if (first !== undefined) parents.set(root(other), root(first));
  };
  for (const intent of rows.paymentIntents) {
    const session = referredSession(rows, intent);
    join(intent.id, intent.latestChargeId, session && isPurchase(session) ? session.id : null);
  }
  for (const { id, paymentIntentId } of rows.charges) join(id, paymentIntentId);
  for (const { id, paymentIntentId } of rows.checkoutSessions.filter(isPurchase)) join(id, paymentIntentId);
  for (const { chargeId, paymentIntentId } of [...rows.refunds, ...rows.disputes, ...rows.reviews])
    join(paymentIntentId, chargeId);
  // A payment that was detached is another order's: it is one of these only where its own rows are here.
  const links = rows.invoicePayments.filter(({ detached }) => !detached);
  for (const { paymentIntentId, chargeId } of [...rows.invoices, ...links]) join(paymentIntentId, chargeId);
  return new Map([...parents.keys()].sort().map((id) => [id, root(id)]));
}

/** What says that a payment pays an invoice. Stripe's own word on the link decides where it was undone. */
function findLinks(rows: PurchaseRows): Link[] {
  const kept = (paymentIds: (string | null)[], invoiceId: string | null): Link[] =>
    invoiceId === null ? [] : [{ paymentIds, invoiceId, undone: false }];
  return [
    ...rows.paymentIntents.flatMap((intent) => [
      ...kept([intent.id], intent.invoiceId),
      ...kept([intent.id], referredInvoice(rows, intent) ?? invoiceOfSession(rows, referredSession(rows, intent))),
    ]),
    ...rows.charges.flatMap((charge) => kept([charge.id, charge.paymentIntentId], charge.invoiceId)),
    ...rows.checkoutSessions
      .filter(isPurchase)
      .flatMap((session) => kept([session.id, session.paymentIntentId], session.invoiceId)),
    ...rows.invoices.flatMap((invoice) =>
      invoice.paymentIntentId || invoice.chargeId ? kept([invoice.paymentIntentId, invoice.chargeId], invoice.id) : [],
    ),
    ...rows.answers.flatMap(({ paymentIntentId, links }) =>
      links.flatMap((link) => (link.status === 'canceled' ? [] : kept([paymentIntentId], link.invoice))),
    ),
    ...stated(rows.invoicePayments),
  ];
}

/**
 * Several links of one pair, as after an undone one: the pair holds while one of them does. A canceled link counts where a
 * payment has no other: it was to pay this invoice, and then it paid another one.
 */
function stated(links: InvoicePayment[]): Link[] {
  const paymentOf = (link: InvoicePayment) => link.paymentIntentId ?? link.chargeId;
  const isCanceled = ({ status, detached }: InvoicePayment) => status === 'canceled' && !detached;
  return links.flatMap((link) => {
    const paymentId = paymentOf(link);
    if (!paymentId) return [];
    const ofPayment = links.filter((other) => paymentOf(other) === paymentId);
    if (isCanceled(link) && ofPayment.some((other) => !isCanceled(other) && !other.detached)) return [];
    const holds = ofPayment.some((other) => other.invoiceId === link.invoiceId && !other.detached);
    return [{ paymentIds: [link.paymentIntentId, link.chargeId], invoiceId: link.invoiceId, undone: !holds }];
  });
}

type Referring = { orderReference: string | null; customerId: string | null };

/**
 * What `payment_details.order_reference` means: the invoice or session whose id begins so and whose customer is the same.
 * A shop may write the field, and a long value may be cut. An invoice that has not come yet is taken at its word.
 */
function referredInvoice(rows: PurchaseRows, { orderReference, customerId }: Referring): string | null {
  if (!orderReference?.startsWith('in_')) return null;
  const meant = rows.invoices.filter(({ id }) => isMeant(id, orderReference));
  if (meant.length === 0) return orderReference;
  const own = meant.filter((invoice) => invoice.customerId === customerId);
  return own.length === 1 ? (own[0]?.id ?? null) : null;
}

/** The same for a session; null where it has not come yet. */
export function referredSession(
  rows: Pick<PurchaseRows, 'checkoutSessions'>,
  { orderReference, customerId }: Referring,
): CheckoutSession | null {
  if (!orderReference?.startsWith('cs_')) return null;
  const meant = rows.checkoutSessions.filter(
    (session) => isMeant(session.id, orderReference) && session.customerId === customerId,
  );
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** A shorter reference is an id or nothing: it would begin many. */
const isMeant = (id: string, reference: string): boolean =>
  id === reference || (reference.length >= 16 && id.startsWith(reference));

/** The invoice of the session in which a subscription was begun. */
function invoiceOfSession(rows: PurchaseRows, session: CheckoutSession | null): string | null {
  if (!session || isPurchase(session)) return null;
  const first = rows.invoices.find(
    ({ billingReason, subscriptionId }) =>
      billingReason === 'subscription_create' && subscriptionId !== null && subscriptionId === session.subscriptionId,
  );
  return session.invoiceId ?? first?.id ?? null;
}
