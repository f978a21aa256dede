import { notFound } from 'next/navigation';
import { loadRejection } from './load-rejection';

/** Answers 404 before anything streams. */
export default async function RejectionLayout({ params, children }: LayoutProps<'/rejected/[id]'>) {
  if (!(await loadRejection((await params).id))) notFound();
  return children;
}
