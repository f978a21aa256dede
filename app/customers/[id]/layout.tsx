import { notFound } from 'next/navigation';
import { loadCustomer } from './load-customer';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function CustomerLayout({ params, children }: LayoutProps<'/customers/[id]'>) {
  if (!(await loadCustomer((await params).id))) notFound();
  return children;
}
