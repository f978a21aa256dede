import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Facts } from '@/app/_components/ui/facts';
import { Link } from '@/app/_components/ui/link';
import { Segments } from '@/app/_components/ui/segments';
import { deploymentMode, modeOf, modeParam, recordHref } from '@/app/_lib/mode';
import { loadMailParams, mailHref, mailsHref } from '@/app/_lib/search-params';
import type { MailDetail } from '@/lib/dashboard/mail/queries';
import { MailState } from '../mail-state';
import { loadMail } from './load-mail';

export async function generateMetadata({ params }: PageProps<'/mails/[key]'>): Promise<Metadata> {
  return { title: (await loadMail((await params).key))?.subject ?? 'Not found' };
}

export default async function MailPage({ params, searchParams }: PageProps<'/mails/[key]'>) {
  const mail = await loadMail((await params).key);
  if (!mail) notFound();
  const mode = modeOf(mail.livemode);
  const asked = await loadMailParams(searchParams);
  // The frame tells the mode from the address, and a record has just one.
  if ((asked.mode ?? deploymentMode()) !== mode) redirect(recordHref(`/mails/${mail.effectKey}`, mail.livemode));
  const view = asked.view ?? 'html';
  const href = mailHref(mail.effectKey);
  const kept = { mode: modeParam(mode) };
  return (
    <>
      <header className="mb-5">
        <Link
          href={mailsHref(kept)}
          className="inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink"
        >
          <ArrowLeft className="size-3.5" aria-hidden />
          Mails
        </Link>
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{mail.subject}</h1>
          <MailState sentAt={mail.sentAt} />
        </div>
      </header>
      <Headers mail={mail} />
      <Card
        title="Content"
        className="mt-5"
        actions={
          mail.redactedAt ? null : (
            <Segments
              label="Version"
              segments={[
                { label: 'HTML', href: href({ ...kept, view: null }), active: view === 'html' },
                { label: 'Text', href: href({ ...kept, view: 'text' }), active: view === 'text' },
              ]}
            />
          )
        }
      >
        {mail.redactedAt ? (
          <p className="p-4 text-[13px] text-muted">
            Its text and recipient were removed <Time at={mail.redactedAt} />, by age or because a customer was erased.
          </p>
        ) : view === 'html' ? (
          // Sandboxed without any permission: it runs no script, opens nothing and is of no origin.
          <iframe
            title="The mail as its reader sees it"
            sandbox=""
            srcDoc={mail.html}
            className="block h-[720px] w-full bg-white"
          />
        ) : (
          <pre className="overflow-x-auto p-4 font-mono text-[13px] break-words whitespace-pre-wrap">{mail.text}</pre>
        )}
      </Card>
    </>
  );
}

function Headers({ mail }: { mail: MailDetail }) {
  return (
    <section aria-label="Headers" className="rounded-lg border border-line bg-raised p-4">
      <Facts
        facts={[
          { term: 'To', value: mail.redactedAt ? 'redacted' : mail.recipient },
          mail.sentAt
            ? { term: 'Sent', value: <Time at={mail.sentAt} format="exact" /> }
            : { term: 'Kept', value: <Time at={mail.createdAt} format="exact" /> },
          mail.orderId !== null && {
            term: 'Order',
            value: (
              <Link
                href={recordHref(`/orders/${mail.orderId}`, mail.livemode)}
                className="font-mono text-[13px] break-all underline decoration-line-strong underline-offset-3 hover:text-accent"
              >
                {mail.orderId}
              </Link>
            ),
          },
          { term: 'Message-ID', value: <span className="font-mono text-[13px] break-all">{mail.messageId}</span> },
        ]}
      />
    </section>
  );
}
