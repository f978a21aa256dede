import type { ReactNode } from 'react';
import type { Role } from '@/lib/people/auth/roles';
import { may } from '../_lib/guard';

/** What somebody with this role may press. For others it is switched off, and says why. */
export async function ForRole({ needs, children }: { needs: Role; children: ReactNode }) {
  if (await may(needs)) return children;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <fieldset disabled className="min-w-0">
        {children}
      </fieldset>
      <p className="text-[13px] text-faint">Needs the role {needs}; an admin can give it to you.</p>
    </div>
  );
}
