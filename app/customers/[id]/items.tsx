import { Money } from '@/app/_components/money';
import { DisputePill, SubscriptionPill } from '@/app/_components/object-states';
import { PaymentMethodStatusPill } from '@/app/_components/states';
import { namePaymentMethod } from '@/app/_lib/name-payment-method';
import { objectHref } from '@/app/_lib/object-href';
import type { CustomerRelations } from '@/lib/dashboard/customers/get-customer';

/** What belongs to a customer, as lines that lead to each. */
export const paymentMethodItem = (method: CustomerRelations['paymentMethods'][number]) => ({
  key: method.id,
  href: objectHref(method.id, method),
  title: namePaymentMethod(method),
  detail: method.id,
  pill: <PaymentMethodStatusPill status={method.status} />,
});

export const subscriptionItem = (subscription: CustomerRelations['subscriptions'][number]) => ({
  key: subscription.id,
  href: objectHref(subscription.id, subscription),
  title: subscription.priceId ?? 'Subscription',
  detail: subscription.id,
  pill: <SubscriptionPill status={subscription.status} />,
});

export const disputeItem = (dispute: CustomerRelations['disputes'][number]) => ({
  key: dispute.id,
  href: objectHref(dispute.id, dispute),
  title: <Money amount={dispute.amount} currency={dispute.currency} />,
  detail: dispute.reason.replaceAll('_', ' '),
  pill: <DisputePill status={dispute.status} />,
});
