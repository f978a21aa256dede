import { AccountTag, CellLink, type Column, RowLink } from '@/app/_components/list/list-table';
import { SubscriptionPill } from '@/app/_components/object-states';
import { Time } from '@/app/_components/time';
import { customerHref, objectHref } from '@/app/_lib/object-href';
import type { ListedSubscription } from '@/lib/dashboard/billing/list-subscriptions';

export const subscriptionGrid =
  'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,3fr)_128px_minmax(0,3fr)_minmax(0,2fr)_136px_88px]';

export const subscriptionTableColumns: Column<ListedSubscription>[] = [
  {
    title: 'Subscription',
    className: 'truncate',
    cell: (subscription) => (
      <>
        <RowLink href={objectHref(subscription.id, subscription)} mono>
          {subscription.id}
        </RowLink>
        <AccountTag account={subscription.account} />
      </>
    ),
  },
  {
    title: 'Status',
    className: 'max-md:justify-self-end',
    cell: (subscription) => <SubscriptionPill status={subscription.status} />,
  },
  {
    title: 'Customer',
    className: 'truncate max-md:mt-1',
    cell: (subscription) =>
      subscription.customerId ? (
        <CellLink href={customerHref(subscription.customerId, subscription)} mono>
          {subscription.customerId}
        </CellLink>
      ) : (
        <span className="text-faint">No customer</span>
      ),
  },
  {
    title: 'Price',
    className: 'truncate font-mono text-[13px] text-muted max-md:hidden',
    cell: ({ priceId, quantity, items }) =>
      priceId ? (
        `${quantity && quantity > 1 ? `${quantity} × ` : ''}${priceId}${items.length > 1 ? ` and ${items.length - 1} more` : ''}`
      ) : (
        <span className="text-faint">None</span>
      ),
  },
  {
    title: 'What comes',
    className: 'text-[13px] whitespace-nowrap text-muted max-md:mt-1 max-md:justify-self-end',
    cell: (subscription) => <Next subscription={subscription} />,
  },
  {
    title: 'Created',
    end: true,
    className: 'text-[13px] whitespace-nowrap text-muted max-md:hidden',
    cell: (subscription) => <Time at={subscription.createdAt} className="relative" />,
  },
];

/** What happens to it next, or what has ended it. */
function Next({ subscription }: { subscription: ListedSubscription }) {
  const { status, cancelAt, endedAt, trialEnd, currentPeriodEnd } = subscription;
  const [word, at] = endedAt
    ? ['Ended', endedAt]
    : cancelAt
      ? ['Ends', cancelAt]
      : status === 'trialing' && trialEnd
        ? ['Trial ends', trialEnd]
        : ['Renews', currentPeriodEnd];
  if (!at || (word === 'Renews' && status !== 'active' && status !== 'trialing')) return null;
  return (
    <span className="relative">
      {word} <Time at={at} />
    </span>
  );
}
