'use client';

import { RotateCw } from 'lucide-react';
import { useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import { retry } from './actions';

/** Tries a failed effect again. Done twice it would not be: the ledger's key sees to that. */
export function RetryButton({ effectKey }: { effectKey: string }) {
  const [result, action, pending] = useActionState(retry, null);
  return (
    <form action={action} className="mt-2 flex items-center gap-3">
      <input type="hidden" name="key" value={effectKey} />
      <Button type="submit" size="sm" disabled={pending} title="Runs this effect again with the same key">
        <RotateCw className={cn(pending && 'animate-spin')} aria-hidden />
        Try again
      </Button>
      <p role="status" className={cn('text-[13px] empty:hidden', result?.ok ? 'text-ok' : 'text-bad')}>
        {pending ? null : result?.message}
      </p>
    </form>
  );
}
