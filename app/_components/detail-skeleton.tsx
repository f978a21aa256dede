import { Skeleton } from './ui/skeleton';

/** What stands in for a page with a heading, cards and a column of facts, at the places where they will be. */
export function DetailSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="h-5 w-16" />
      <Skeleton className="mt-3 h-7 w-72 max-w-full" />
      <Skeleton className="mt-2 mb-6 h-5 w-96 max-w-full" />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="space-y-5">
          <Skeleton className="h-[76px] rounded-lg" />
          <Skeleton className="h-28 rounded-lg" />
          <Skeleton className="h-[480px] rounded-lg" />
        </div>
        <Skeleton className="h-[520px] rounded-lg" />
      </div>
    </div>
  );
}
