import { DetailSkeleton } from '@/app/_components/detail-skeleton';

export default DetailSkeleton;
