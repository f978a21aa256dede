import { ArrowLeft, Check } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { Pill } from '@/app/_components/ui/pill';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { formatBytes } from '@/app/_lib/describe-event';
import { may } from '@/app/_lib/guard';
import { loadRejectedParams, rejectedHref } from '@/app/_lib/search-params';
import type { RejectionDetail } from '@/lib/dashboard/rejections/queries';
import { dismiss } from '../actions';
import { CausePill } from '../cause-pill';
import { causeWords } from '../cause-words';
import { Evidence } from './evidence';
import { loadRejection } from './load-rejection';
import { NextSteps } from './next-steps';

export async function generateMetadata({ params }: PageProps<'/rejected/[id]'>): Promise<Metadata> {
  const row = await loadRejection((await params).id);
  return { title: row ? `Rejected: ${causeWords[row.cause].word}` : 'Not found' };
}

export default async function RejectionPage({ params, searchParams }: PageProps<'/rejected/[id]'>) {
  const row = await loadRejection((await params).id);
  if (!row) notFound();
  const { mode } = await loadRejectedParams(searchParams);
  return (
    <>
      <Header row={row} listHref={rejectedHref({ mode })} mayDismiss={!row.dismissedAt && (await may('operator'))} />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0 space-y-5">
          <Card title="What was wrong">
            <p className="p-4 break-words">{row.message}</p>
          </Card>
          <NextSteps row={row} />
          <Body row={row} />
        </div>
        <Evidence row={row} />
      </div>
    </>
  );
}

function Header({ row, listHref, mayDismiss }: { row: RejectionDetail; listHref: string; mayDismiss: boolean }) {
  return (
    <header className="mb-5">
      <Link href={listHref} className="inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink">
        <ArrowLeft className="size-3.5" aria-hidden />
        Rejected
      </Link>
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">
              {row.claimedType ? `Says that it is ${row.claimedType}` : 'A delivery that is no event'}
            </h1>
            <CausePill cause={row.cause} />
            {row.dismissedAt && <Pill tone="ok">Dismissed</Pill>}
          </div>
          <p className="mt-1 text-muted">
            Refused {row.count > 1 ? `${row.count.toLocaleString('en')} times, last` : ''} <Time at={row.lastSeenAt} />
          </p>
        </div>
        {mayDismiss && (
          <form action={dismiss}>
            <input type="hidden" name="id" value={row.id} />
            <SubmitButton title="It stays under Dismissed, and opens again when the same comes again">
              <Check aria-hidden />
              Dismiss
            </SubmitButton>
          </form>
        )}
      </div>
    </header>
  );
}

function Body({ row: { bodyPiece, bodyBytes } }: { row: RejectionDetail }) {
  if (bodyPiece === null) return null;
  const cut = bodyBytes !== null && bodyBytes > Buffer.byteLength(bodyPiece);
  return (
    <Card
      title="Body as it arrived"
      note={`${formatBytes(bodyBytes ?? 0)}${cut ? ', of which the beginning is kept' : ''}; nobody vouches for it`}
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard.
        tabIndex={0}
        dir="ltr"
        className="max-h-[60vh] overflow-auto whitespace-pre-wrap wrap-anywhere bg-subtle px-4 py-3 font-mono text-[12.5px] leading-5"
      >
        {bodyPiece}
      </pre>
    </Card>
  );
}
