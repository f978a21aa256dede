import { CardsSkeleton } from '@/app/_components/cards-skeleton';

export default function Loading() {
  return <CardsSkeleton title="Findings" heights={[320, 420]} />;
}
