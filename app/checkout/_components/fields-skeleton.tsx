import { Skeleton } from '@/app/_components/ui/skeleton';

/** Stands where Stripe's fields will be, about as high as they are. */
export function FieldsSkeleton() {
  return (
    <div aria-busy="true" className="space-y-3">
      <span className="sr-only">Loading the payment form</span>
      <Skeleton className="h-11" />
      <Skeleton className="h-11" />
      <div className="grid grid-cols-2 gap-3">
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
      </div>
    </div>
  );
}
