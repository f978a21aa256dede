export { DetailSkeleton as default } from '@/app/_components/detail-skeleton';
