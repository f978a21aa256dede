import { requireRole } from '@/app/_lib/guard';

/** Refuses a lesser role before anything streams; below the loading state the answer would be 200. */
export default async function AuditLayout({ children }: LayoutProps<'/audit'>) {
  await requireRole('admin');
  return children;
}
