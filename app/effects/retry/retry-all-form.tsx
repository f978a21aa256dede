'use client';

import { RotateCw } from 'lucide-react';
import { useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import { retryAll } from './actions';

type RetryAllFormProps = { filters: Record<string, string>; label: string | null; back: React.ReactNode };

/** The button that does what the preview shows, and what came of it. */
export function RetryAllForm({ filters, label, back }: RetryAllFormProps) {
  const [result, action, pending] = useActionState(retryAll, null);
  return (
    <form action={action} className="flex flex-wrap items-center gap-3">
      {Object.entries(filters).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {label && (
        <Button type="submit" variant="primary" disabled={pending}>
          <RotateCw className={cn(pending && 'animate-spin')} aria-hidden />
          {label}
        </Button>
      )}
      {back}
      <p role="status" className={cn('basis-full empty:hidden', result?.ok ? 'text-ok' : 'text-bad')}>
        {pending ? null : result?.message}
      </p>
    </form>
  );
}
