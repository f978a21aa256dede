import type { ReactNode } from 'react';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Facts } from '@/app/_components/ui/facts';
import { formatBytes } from '@/app/_lib/describe-event';
import type { RejectionDetail } from '@/lib/dashboard/rejections/queries';

const mono = (text: string | null): ReactNode =>
  text && <bdi className="font-mono text-[12.5px] break-all">{text}</bdi>;

/** All that is known of a refused delivery: what we saw, and apart from it what it says of itself. */
export function Evidence({ row }: { row: RejectionDetail }) {
  return (
    <div className="space-y-5">
      <Card title="What we saw">
        <Facts
          rows
          className="p-4"
          facts={[
            { term: 'First', value: <Time at={row.receivedAt} format="exact" /> },
            row.count > 1 && { term: 'Last', value: <Time at={row.lastSeenAt} format="exact" /> },
            { term: 'Times', value: row.count.toLocaleString('en') },
            { term: 'Answer', value: mono(row.code) },
            { term: 'Door', value: row.door === 'thin' ? mono('/api/webhook/thin') : mono('/api/webhook') },
            { term: 'Signed by', value: row.signed ? `secret “${row.secretLabel}”` : 'no secret known here' },
            { term: 'Header', value: mono(row.signatureHeader) },
            { term: 'Body', value: row.bodyBytes === null ? null : formatBytes(row.bodyBytes) },
            { term: 'SHA-256', value: mono(row.bodySha256) },
            row.remoteAddress !== null && {
              term: 'From',
              value: (
                <>
                  {mono(row.remoteAddress)}
                  <span className="block text-xs text-faint">a proxy, where one stands before the app</span>
                </>
              ),
            },
          ]}
        />
      </Card>
      <Card title="What it says of itself" note="unverified">
        <Facts
          rows
          className="p-4"
          facts={[
            { term: 'Event', value: mono(row.claimedEventId) },
            { term: 'Type', value: mono(row.claimedType) },
            { term: 'Mode', value: row.claimedLivemode === null ? null : row.claimedLivemode ? 'live' : 'test' },
            { term: 'User agent', value: mono(row.userAgent) },
          ]}
        />
      </Card>
    </div>
  );
}
