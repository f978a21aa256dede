import { notFound } from 'next/navigation';
import { loadSubscription } from './load-subscription';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function SubscriptionLayout({ params, children }: LayoutProps<'/subscriptions/[id]'>) {
  if (!(await loadSubscription((await params).id))) notFound();
  return children;
}
