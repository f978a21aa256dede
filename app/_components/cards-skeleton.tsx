import { PageHeader } from './ui/page-header';
import { Skeleton } from './ui/skeleton';

type CardsSkeletonProps = { title: string; lead?: boolean; className?: string; heights: number[] };

/** The outline of a page of cards, one below the other or as `className` lays them out; heights in pixels. */
export function CardsSkeleton({ title, lead = true, className = 'grid gap-5', heights }: CardsSkeletonProps) {
  return (
    <div aria-busy="true">
      <PageHeader title={title} lead={lead && <Skeleton className="mt-1 h-4 w-80 max-w-full" />} />
      <div className={className}>
        {heights.map((height, index) => (
          <Skeleton key={index} className="rounded-lg" style={{ height }} />
        ))}
      </div>
    </div>
  );
}
