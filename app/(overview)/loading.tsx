import { PageHeader } from '@/app/_components/ui/page-header';
import { Skeleton } from '@/app/_components/ui/skeleton';

/** The outline of the overview while its numbers are on their way. */
export default function Loading() {
  return (
    <div aria-busy="true">
      <PageHeader title="Overview" lead={<Skeleton className="mt-1 h-4 w-40" />} />
      <div className="grid gap-5 xl:grid-cols-3">
        <Skeleton className="h-12 rounded-lg xl:col-span-3" />
        <Skeleton className="h-[430px] rounded-lg xl:col-span-2" />
        <Skeleton className="h-[430px] rounded-lg" />
        <Skeleton className="h-[440px] rounded-lg xl:col-span-3" />
      </div>
    </div>
  );
}
