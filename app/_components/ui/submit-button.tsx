'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from './button';

type SubmitButtonProps = ComponentProps<typeof Button> & { pending?: boolean; pendingWord?: string };

/** The button of a form, which waits while the form is on its way, and as long as `pending` says. */
export function SubmitButton({ pending = false, pendingWord, children, disabled, ...rest }: SubmitButtonProps) {
  const sending = useFormStatus().pending;
  const waits = pending || sending;
  return (
    <Button type="submit" disabled={disabled || waits} {...rest}>
      {waits && <LoaderCircle className="animate-spin" aria-hidden />}
      {waits && pendingWord ? pendingWord : children}
    </Button>
  );
}
