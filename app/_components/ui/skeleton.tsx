import { cn } from './cn';

/** A grey bar where a word will stand. */
export const Skeleton = ({ className }: { className?: string }) => <span className={cn('skeleton', className)} />;
