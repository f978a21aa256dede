import { notFound } from 'next/navigation';
import { loadPaymentMethod } from './load-payment-method';

/** Answers 404 before anything streams; below the loading state it would be 200. */
export default async function PaymentMethodLayout({ params, children }: LayoutProps<'/payment-methods/[id]'>) {
  if (!(await loadPaymentMethod((await params).id))) notFound();
  return children;
}
