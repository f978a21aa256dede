'use client';

import { ShieldQuestion } from 'lucide-react';
import { useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { verify } from './verify';

const inks = { ok: 'text-ok', warn: 'text-warn', bad: 'text-bad' };

/** Looks at the stored text again, and says in words what was found. */
export function VerifyButton({ id }: { id: string }) {
  const [result, action, pending] = useActionState(verify, null);
  return (
    <form action={action} className="border-t border-line bg-subtle px-4 py-3">
      <input type="hidden" name="id" value={id} />
      <Button type="submit" size="sm" disabled={pending}>
        <ShieldQuestion aria-hidden />
        Verify again
      </Button>
      <div role="status" className="text-[13px]" aria-busy={pending}>
        {result && (
          <>
            <p className={`mt-2 font-medium ${inks[result.tone]}`}>{result.title}</p>
            <p className="mt-0.5 break-words text-muted">{result.detail}</p>
            {result.sha256 && <p className="mt-1 font-mono text-xs break-all text-faint">{result.sha256}</p>}
          </>
        )}
      </div>
    </form>
  );
}
