import type { Order } from '../../db/generated/client';
import { domainOf } from '../../kit/address';
import { PermanentFailure } from '../../kit/jobs/permanent-failure';
import { deliverMail } from '../mail/deliver-mail';
import { chooseLocale, type MailLocale } from '../mail/locale';
import { sender } from '../mail/mail-mode';
import { receiptAddress } from '../request-receipt';
import type { Performance, Performed } from './performance';

/** Sends the customer's receipt, with what the order says at this moment. */
export async function performReceipt({ tx, effect, order }: Performance): Promise<Performed> {
  const recipient = await receiptAddress({ tx }, order);
  if (!recipient) throw new PermanentFailure('The customer’s email address is not known any more');
  if (!order.currency || !order.paidAt) throw new PermanentFailure('The order is not paid');
  const { name, address } = sender();
  // Only now: React Email takes half a second to load, and most processes send no mail.
  const { receiptMail } = await import('../mail/templates/receipt-mail');
  const content = await receiptMail({
    shop: name ?? domainOf(address),
    recipient,
    orderId: order.id,
    amount: order.amount,
    currency: order.currency,
    presented: presentedOf(order),
    outside: order.amountOutside,
    paidAt: order.paidAt,
    livemode: order.livemode,
    locale: await customerLocale({ tx, order }),
  });
  const result = await deliverMail(tx, effect.key, order, content);
  return { result, said: `Receipt of order ${order.id}: ${result.message}` };
}

/** What the customer's card was charged, where that is another currency than the shop's. */
function presentedOf({ amountPresented, currencyPresented }: Order): { amount: bigint; currency: string } | null {
  return amountPresented !== null && currencyPresented
    ? { amount: amountPresented, currency: currencyPresented }
    : null;
}

/**
 * The language of the checkout page, else the first of those that the customer prefers. The session of a payment of several
 * orders stands with one of them.
 */
async function customerLocale({ tx, order }: Pick<Performance, 'tx' | 'order'>): Promise<MailLocale> {
  const [row] = await tx.$queryRaw<[{ sessions: (string | null)[]; customer: string[] | null }]>`
    select array(
      select s.locale from (
        select ${order.id}::text as order_id
        union
        select other.order_id from hookwell.order_refs own
        join hookwell.order_refs other on other.ref = own.ref and other.livemode = own.livemode and other.account is not distinct from own.account
        where own.order_id = ${order.id} and own.ref like 'cs\\_%'
      ) as o join hookwell.checkout_sessions s on s.order_id = o.order_id
      where s.order_id = ${order.id} or exists (select from hookwell.order_refs r where r.order_id = ${order.id} and r.ref = s.id)
      order by s.created_at, s.id
    ) as sessions, (
      select case when cardinality(c.locales) > 0 then c.locales else array_remove(array[c.locale], null) end
      from hookwell.customers c where c.id = ${order.customerId} and c.livemode = ${order.livemode} and c.account is not distinct from ${order.account}
    ) as customer`;
  return chooseLocale(...row.sessions, ...(row.customer ?? []));
}
