import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What went wrong, read out as soon as it stands there. */
export function Problem({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div role="alert" className="flex gap-2.5 rounded-md bg-bad-soft px-3 py-2.5 text-[13px] text-bad">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 space-y-2 break-words">
        <p>{children}</p>
        {action}
      </div>
    </div>
  );
}
