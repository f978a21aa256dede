import { redirect } from 'next/navigation';
import { findModesInUse } from '@/lib/events/queries';
import { query } from '../_lib/query';

export const metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const inUse = await query(findModesInUse);
  if (!inUse.live && !inUse.test) redirect('/setup');
  redirect('/events');
}
