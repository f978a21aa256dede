import { CardsSkeleton } from '@/app/_components/cards-skeleton';

export default function Loading() {
  return <CardsSkeleton title="Set-up" className="grid items-start gap-5 xl:grid-cols-2" heights={[640, 420]} />;
}
