import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** How a box to type into looks. */
export const inputLook =
  'h-9 w-full min-w-0 rounded-md border border-line-strong bg-canvas px-3 text-ink placeholder:text-faint disabled:opacity-55';

/** A box to type into, its name above it and what one should know below. */
export function Field({
  label,
  hint,
  className,
  ...rest
}: ComponentProps<'input'> & { label: string; hint?: ReactNode }) {
  const hintId = hint ? `${rest.name}-hint` : undefined;
  return (
    <label className={cn('block', className)}>
      <span className="mb-1 block text-[13px] font-medium">{label}</span>
      <input {...rest} aria-describedby={hintId} className={inputLook} />
      {hint && (
        <span id={hintId} className="mt-1 block text-[13px] text-faint">
          {hint}
        </span>
      )}
    </label>
  );
}

/** What came of sending a form, said where one looks: `ok` in green, else in red. Nothing while there is nothing to say. */
export function FormMessage({ message, ok = false }: { message?: string | null; ok?: boolean }) {
  return (
    <p
      role={ok ? 'status' : 'alert'}
      className={cn(
        'rounded-md px-3 py-2 text-[13px] empty:hidden',
        ok ? 'bg-ok-soft text-ok' : 'bg-bad-soft text-bad',
      )}
    >
      {message}
    </p>
  );
}
