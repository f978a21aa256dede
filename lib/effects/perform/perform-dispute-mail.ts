import { appUrl } from '../../kit/env';
import { PermanentFailure } from '../../kit/jobs/permanent-failure';
import { disputeUrl } from '../../stripe/dashboard-url';
import { deliverMail } from '../mail/deliver-mail';
import { operators } from '../mail/mail-mode';
import type { Performance, Performed } from './performance';

/** Tells the operators of a dispute, with what is known of it at this moment. */
export async function performDisputeMail({ tx, effect, order }: Performance): Promise<Performed> {
  const { account, livemode } = order;
  const dispute = await tx.dispute.findFirst({ where: { account, livemode, id: effect.objectId ?? '' } });
  if (!dispute) throw new PermanentFailure(`The dispute ${effect.objectId} is not known here`);
  const to = operators();
  if (to.length === 0) throw new PermanentFailure('OPERATOR_EMAILS is not set');
  const { disputeMail } = await import('../mail/templates/dispute-mail');
  const content = await disputeMail({
    operators: to,
    disputeId: dispute.id,
    status: dispute.status,
    amount: dispute.amount,
    currency: dispute.currency,
    reason: dispute.reason,
    evidenceDueBy: dispute.evidenceDueBy,
    orderId: order.id,
    customer: order.customerEmail ?? order.customerId,
    livemode,
    orderUrl: `${appUrl()}/orders/${order.id}${livemode ? '?mode=live' : '?mode=test'}`,
    stripeUrl: disputeUrl(dispute),
    now: new Date(),
  });
  const result = await deliverMail(tx, effect.key, order, content);
  return { result, said: `Alert of dispute ${dispute.id}: ${result.message}` };
}
