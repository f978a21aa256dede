import { ExternalLink } from 'lucide-react';
import { Notice } from '@/app/_components/object/notice';
import { Time } from '@/app/_components/time';
import { DownloadLink } from '@/app/_components/ui/button';
import type { DisputeDetail } from '@/lib/dashboard/disputes/get-dispute';
import { judgeDeadline } from '@/lib/dashboard/disputes/judge-deadline';
import { disputeUrl } from '@/lib/stripe/dashboard-url';
import { needsResponse } from '@/lib/stripe/dispute';

const tones = { passed: 'alarming', alarming: 'alarming', near: 'warn', calm: 'calm' } as const;

/** While a dispute waits for the shop's answer: until when, and where to give it. */
export function DisputeDeadline({ dispute }: { dispute: DisputeDetail }) {
  if (!needsResponse(dispute.status) || !dispute.evidenceDueBy) return null;
  const { urgency, words } = judgeDeadline(dispute.evidenceDueBy, new Date());
  return (
    <Notice tone={tones[urgency]} title={urgency === 'passed' ? words : `${words} to answer it`}>
      <p>
        {urgency === 'passed' ? 'Evidence was due by ' : 'Evidence is due by '}
        <Time at={dispute.evidenceDueBy} format="exact" />
        {urgency === 'passed' ? '; Stripe takes none any more.' : '. Without an answer the dispute is lost.'}
      </p>
      {urgency !== 'passed' && (
        <DownloadLink size="sm" className="mt-3" href={disputeUrl(dispute)} target="_blank" rel="noopener noreferrer">
          Answer it in Stripe
          <ExternalLink aria-hidden />
          <span className="sr-only">(new window)</span>
        </DownloadLink>
      )}
    </Notice>
  );
}
