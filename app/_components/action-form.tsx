'use client';

import { type ReactNode, useActionState } from 'react';
import { CopyButton } from './ui/copy-button';
import { FormMessage } from './ui/field';

/** What came of an action: words for the person, and a link that is shown this once. */
export type ActionResult = { ok: boolean; message: string; link?: string } | null;

type ActionFormProps = {
  action: (previous: ActionResult, form: FormData) => Promise<ActionResult>;
  className?: string;
  children: ReactNode;
};

/** A form whose action answers in words. Works before, and without, JavaScript. */
export function ActionForm({ action, className, children }: ActionFormProps) {
  const [result, send] = useActionState(action, null);
  return (
    <form action={send} className={className}>
      {children}
      <FormMessage message={result?.message} ok={result?.ok} />
      {result?.link && (
        <p className="flex min-w-0 items-center gap-2 rounded-md border border-line bg-subtle py-1 ps-3 pe-1">
          <code className="min-w-0 flex-1 font-mono text-[13px] break-all">{result.link}</code>
          <CopyButton text={result.link} label="Copy the link" />
        </p>
      )}
    </form>
  );
}
