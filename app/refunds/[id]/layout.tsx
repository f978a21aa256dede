import { notFound } from 'next/navigation';
import { loadRefund } from './load-refund';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function RefundLayout({ params, children }: LayoutProps<'/refunds/[id]'>) {
  if (!(await loadRefund((await params).id))) notFound();
  return children;
}
