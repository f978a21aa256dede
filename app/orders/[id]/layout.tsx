import { notFound } from 'next/navigation';
import { loadOrder } from './load-order';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function OrderLayout({ params, children }: LayoutProps<'/orders/[id]'>) {
  if (!(await loadOrder((await params).id))) notFound();
  return children;
}
