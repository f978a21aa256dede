import { notFound } from 'next/navigation';
import { loadPayout } from './load-payout';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function PayoutLayout({ params, children }: LayoutProps<'/payouts/[id]'>) {
  if (!(await loadPayout((await params).id))) notFound();
  return children;
}
