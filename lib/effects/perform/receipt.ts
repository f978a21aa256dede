import { PermanentFailure } from '../../jobs/permanent-failure';
import { domainOf } from '../../mail/address';
import { deliverMail } from '../../mail/deliver-mail';
import { chooseLocale, type MailLocale } from '../../mail/locale';
import { sender } from '../../mail/mail-mode';
import type { Performance, Performed } from '../performers';
import { receiptAddress } from '../request-receipt';

/** Sends the customer's receipt, with what the order says at this moment. */
export async function performReceipt({ tx, effect, order }: Performance): Promise<Performed> {
  const recipient = await receiptAddress({ tx }, order);
  if (!recipient) throw new PermanentFailure('No e-mail address of the customer is known any more');
  if (!order.currency || !order.paidAt) throw new PermanentFailure('The order is not paid');
  const { name, address } = sender();
  // Only now: React Email takes half a second to load, and most processes send no mail.
  const { receiptMail } = await import('../../mail/templates/receipt');
  const content = await receiptMail({
    shop: name ?? domainOf(address),
    recipient,
    orderId: order.id,
    amount: order.amount,
    currency: order.currency,
    paidAt: order.paidAt,
    livemode: order.livemode,
    locale: await customerLocale({ tx, order }),
  });
  const result = await deliverMail(tx, effect.key, order, content);
  return { result, said: `Receipt of order ${order.id}: ${result.message}` };
}

/** The language of the checkout page, else the one that the customer prefers. */
async function customerLocale({ tx, order }: Pick<Performance, 'tx' | 'order'>): Promise<MailLocale> {
  const [row] = await tx.$queryRaw<[{ sessions: (string | null)[]; customer: string | null }]>`
    select array(
      select locale from checkout_sessions where order_id = ${order.id} order by created_at, id
    ) as sessions, (
      select locale from customers where account is not distinct from ${order.account} and id = ${order.customerId}
    ) as customer`;
  return chooseLocale(...row.sessions, row.customer);
}
