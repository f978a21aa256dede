'use client';

import { RotateCw } from 'lucide-react';
import { useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import { replay } from './actions';

/** Runs the event again. What was done on the outside is not done twice, so that it asks nothing first. */
export function ReplayButton({ id }: { id: string }) {
  const [result, action, pending] = useActionState(replay, null);
  return (
    <form action={action} className="flex items-center gap-3">
      <input type="hidden" name="id" value={id} />
      <Button
        type="submit"
        disabled={pending}
        title="Runs the handler again; receipts and other effects are not repeated"
      >
        <RotateCw className={cn(pending && 'animate-spin')} aria-hidden />
        Replay
      </Button>
      <p
        role="status"
        className={cn('text-[13px] empty:hidden max-md:order-last', result?.ok ? 'text-ok' : 'text-bad')}
      >
        {pending ? null : result?.message}
      </p>
    </form>
  );
}
