import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { formatBytes } from '@/app/_lib/describe-event';

/** Stands where the payload was. */
export function NoPayload({ at, bytes }: { at: Date; bytes: number }) {
  return (
    <Card title="Payload" note={`${formatBytes(bytes)}, redacted`}>
      <p className="p-4 text-[13px] text-muted">
        Its text was removed for good <Time at={at} />. The proof of what it was stays: SHA-256, signature and label.
      </p>
    </Card>
  );
}
