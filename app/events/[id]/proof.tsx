import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { CopyButton } from '@/app/_components/ui/copy-button';
import { Facts } from '@/app/_components/ui/facts';
import { describeDuration } from '@/app/_lib/describe-event';
import type { EventDetail } from '@/lib/dashboard/events/queries';
import { signatureTime } from '@/lib/inbox/verify-again';
import { VerifyButton } from './verify-button';

/** Why this text is Stripe's: when it was verified, by which secret, and over which bytes. */
export function Proof({ event }: { event: EventDetail }) {
  const { verifiedAt, secretLabel, bodySha256, bodyBytes, signatureHeader, redactedAt } = event;
  const Icon = verifiedAt ? ShieldCheck : ShieldAlert;
  const signed = signatureTime(signatureHeader);
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          <Icon className={`size-4 ${verifiedAt ? 'text-ok' : 'text-warn'}`} aria-hidden />
          {verifiedAt ? 'Signature verified' : 'Not signed'}
        </span>
      }
    >
      <Facts
        rows
        className="p-4"
        facts={[
          verifiedAt && { term: 'Verified', value: <Time at={verifiedAt} format="exact" /> },
          verifiedAt && {
            term: 'By the secret',
            value: secretLabel && <span className="font-mono break-all">{secretLabel}</span>,
          },
          signed !== null &&
            verifiedAt !== null && {
              term: 'Signed',
              value: (
                <>
                  <Time at={signed} format="exact" />
                  <span className="block text-faint">{distance(+verifiedAt - +signed)}</span>
                </>
              ),
            },
          {
            term: redactedAt ? 'It had' : 'Bytes',
            value: bodyBytes.toLocaleString('en'),
          },
          {
            term: 'SHA-256',
            value: (
              <span className="flex items-start gap-1">
                <span className="min-w-0 font-mono text-xs break-all">{bodySha256}</span>
                <CopyButton text={bodySha256} label="Copy the SHA-256" />
              </span>
            ),
          },
        ]}
      />
      <VerifyButton id={event.id} />
    </Card>
  );
}

/** The header's time has seconds only. */
function distance(millis: number): string {
  if (Math.abs(millis) < 2_000) return 'received within two seconds';
  return millis > 0 ? `received ${describeDuration(millis)} later` : `${describeDuration(-millis)} ahead of this clock`;
}
