import { LogOut } from 'lucide-react';
import { signOut } from '@/app/account/sign-out';
import type { Actor } from '@/lib/people/auth/roles';
import { Button } from '../ui/button';
import { Link } from '../ui/link';

/** Who is signed in and as what, the way to their account, and the way out. */
export function Account({ actor }: { actor: Actor }) {
  return (
    <div className="flex items-center gap-1">
      <Link href="/account" className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-hover">
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent uppercase"
        >
          {[...actor.name][0]}
        </span>
        <span className="min-w-0 leading-tight">
          <span className="block truncate text-[13px] font-medium">{actor.name}</span>
          <span className="block text-xs text-faint capitalize">{actor.role}</span>
        </span>
      </Link>
      <form action={signOut}>
        <Button type="submit" variant="ghost" size="icon" aria-label="Sign out" title="Sign out">
          <LogOut aria-hidden />
        </Button>
      </form>
    </div>
  );
}
