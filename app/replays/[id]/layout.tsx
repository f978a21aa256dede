import { notFound } from 'next/navigation';
import { loadBatch } from './load-batch';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function ReplayLayout({ params, children }: LayoutProps<'/replays/[id]'>) {
  if (!(await loadBatch((await params).id))) notFound();
  return children;
}
