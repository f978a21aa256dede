import { notFound } from 'next/navigation';
import { loadEvent } from './load-event';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function EventLayout({ params, children }: LayoutProps<'/events/[id]'>) {
  if (!(await loadEvent((await params).id))) notFound();
  return children;
}
