import { notFound } from 'next/navigation';
import { loadMail } from './load-mail';

/** Answers 404 before anything streams. */
export default async function MailLayout({ params, children }: LayoutProps<'/mails/[key]'>) {
  if (!(await loadMail((await params).key))) notFound();
  return children;
}
