import { PageHeader } from './ui/page-header';
import { Skeleton } from './ui/skeleton';

/** The outline of a list while it is on its way: its title, its filters and rows of the same height. */
export function TableSkeleton({ title, search = false }: { title: string; search?: boolean }) {
  return (
    <div aria-busy="true">
      <PageHeader title={title} />
      <div className="mb-3 flex h-8 items-center gap-2">
        <Skeleton className="h-7 w-12" />
        <Skeleton className="h-7 w-20" />
        <Skeleton className="h-7 w-20" />
        {search && <Skeleton className="ms-4 h-8 w-80 max-lg:hidden" />}
      </div>
      {search && <Skeleton className="-mt-1 mb-3 h-8 w-full lg:hidden" />}
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        <div className="hidden h-9 md:block" />
        {Array.from({ length: 12 }, (_, row) => (
          <div key={row} className="flex h-[45px] items-center gap-6 border-t border-line px-4 max-md:h-[67px]">
            <Skeleton className="h-5 w-20 rounded-full" />
            <Skeleton className="w-48 max-w-1/3" />
            <Skeleton className="hidden flex-1 md:block" />
            <Skeleton className="ms-auto w-14" />
          </div>
        ))}
      </div>
    </div>
  );
}
