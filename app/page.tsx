import { redirect } from 'next/navigation';
import { findModesInUse } from '@/lib/events/queries';
import { FirstSteps } from './_components/first-steps';
import { query } from './_lib/query';

export default async function HomePage() {
  const inUse = await query(findModesInUse);
  if (inUse.live || inUse.test) redirect('/events');
  return <FirstSteps />;
}
