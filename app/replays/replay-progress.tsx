import { cn } from '@/app/_components/ui/cn';
import type { ReplayBatch } from '@/lib/db/generated/client';

const number = new Intl.NumberFormat('en');

/** How many events of a batch are at their end. */
export const doneOf = (batch: ReplayBatch): number =>
  batch.processed + batch.ignored + batch.failed + batch.canceled + batch.gone;

/** How far a batch is, as a bar in the colours of its results and in words. */
export function ReplayProgress({ batch, className }: { batch: ReplayBatch; className?: string }) {
  const parts = [
    { count: batch.processed, look: 'fill-ok' },
    { count: batch.ignored + batch.gone, look: 'fill-idle' },
    { count: batch.failed, look: 'fill-bad' },
    { count: batch.canceled, look: 'fill-line-strong' },
  ];
  const done = doneOf(batch);
  let at = 0;
  return (
    <div className={cn('min-w-0', className)}>
      <div
        role="progressbar"
        aria-label="Events that are at their end"
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={batch.total}
        className="h-2 overflow-hidden rounded-full bg-idle-soft"
      >
        {/* Widths are attributes: a strict policy for styles would drop them from a style. */}
        <svg
          viewBox={`0 0 ${Math.max(1, batch.total)} 1`}
          preserveAspectRatio="none"
          className="block size-full"
          aria-hidden
        >
          {parts.map(({ count, look }) => {
            const x = at;
            at += count;
            return count > 0 && <rect key={look} x={x} y={0} width={count} height={1} className={look} />;
          })}
        </svg>
      </div>
      <p className="mt-1.5 text-[13px] text-muted">
        {number.format(done)} of {number.format(batch.total)}
      </p>
    </div>
  );
}
