import { CardsSkeleton } from '@/app/_components/cards-skeleton';

export default function Loading() {
  return <CardsSkeleton title="Your account" lead={false} className="grid max-w-4xl gap-5" heights={[180, 320, 220]} />;
}
