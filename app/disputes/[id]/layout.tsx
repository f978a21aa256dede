import { notFound } from 'next/navigation';
import { loadDispute } from './load-dispute';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function DisputeLayout({ params, children }: LayoutProps<'/disputes/[id]'>) {
  if (!(await loadDispute((await params).id))) notFound();
  return children;
}
