'use client';

import { useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { cancel } from '../actions';

/** Stops a batch that runs. */
export function CancelButton({ id }: { id: string }) {
  const [said, action, pending] = useActionState(cancel, null);
  return (
    <form action={action} className="flex items-center gap-3">
      <p role="status" className="text-[13px] text-muted empty:hidden">
        {said}
      </p>
      <input type="hidden" name="id" value={id} />
      <Button type="submit" disabled={pending} title="What waits is not replayed; what is in the queue is finished">
        Cancel
      </Button>
    </form>
  );
}
