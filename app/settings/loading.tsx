import { CardsSkeleton } from '@/app/_components/cards-skeleton';

export default function Loading() {
  return <CardsSkeleton title="Settings" heights={[260, 260, 200]} />;
}
