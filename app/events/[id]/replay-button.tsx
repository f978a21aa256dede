'use client';

import { RotateCw } from 'lucide-react';
import { useActionState, useEffect, useState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import { replay } from './actions';

/** Runs the event again. What was done on the outside is not done twice, so that it asks nothing first. */
export function ReplayButton({ id }: { id: string }) {
  const [result, action, pending] = useActionState(replay, null);
  const [read, setRead] = useState(result);
  // What it says is about the press; a moment later the event itself says how it went.
  useEffect(() => {
    if (!result?.ok) return;
    const timer = setTimeout(() => setRead(result), 4_000);
    return () => clearTimeout(timer);
  }, [result]);
  return (
    <form action={action} className="flex items-center gap-3 md:flex-row-reverse">
      <input type="hidden" name="id" value={id} />
      <Button
        type="submit"
        disabled={pending}
        data-replay-one
        title="Runs the handler again; receipts and other effects are not repeated"
      >
        <RotateCw className={cn(pending && 'animate-spin')} aria-hidden />
        Replay
      </Button>
      <p role="status" className={cn('text-[13px] empty:hidden', result?.ok ? 'text-ok' : 'text-bad')}>
        {pending || result === read ? null : result?.message}
      </p>
    </form>
  );
}
