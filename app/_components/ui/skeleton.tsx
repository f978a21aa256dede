import { cn } from './cn';

type SkeletonProps = { className?: string; style?: { height: number } };

/** A grey bar where a word will stand. */
export const Skeleton = ({ className, style }: SkeletonProps) => (
  <span className={cn('skeleton', className)} style={style} />
);
