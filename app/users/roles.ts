import type { Role } from '@/lib/people/auth/roles';

/** What each role may do, in words. */
export const roleMeanings: Record<Role, string> = {
  viewer: 'sees everything but users and settings',
  operator: 'sees, replays, retries and exports',
  admin: 'does everything, and manages users and settings',
};
