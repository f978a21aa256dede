import { requireRole } from '@/app/_lib/guard';

/** Refuses a lesser role before anything streams; below the loading state the answer would be 200. */
export default async function SettingsLayout({ children }: LayoutProps<'/settings'>) {
  await requireRole('admin');
  return children;
}
