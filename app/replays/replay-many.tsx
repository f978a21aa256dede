'use client';

import { RotateCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/app/_components/ui/button';
import type { ReplayRequest } from './request';

// Who only looks does not load it.
const ReplayDialog = lazy(() => import('./replay-dialog').then((module) => ({ default: module.ReplayDialog })));

type ReplayManyProps = { request: ReplayRequest; label: string; variant?: 'primary' | 'outline' };

/** A button that shows what a replay of many events would do, and asks before it does it. */
export function ReplayMany({ request, label, variant = 'outline' }: ReplayManyProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant={variant} onClick={() => setOpen(true)} data-replay>
        <RotateCw aria-hidden />
        {label}
      </Button>
      {open && (
        <Suspense>
          <ReplayDialog request={request} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
