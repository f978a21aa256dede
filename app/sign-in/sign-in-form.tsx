'use client';

import { useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { Field, FormMessage } from '@/app/_components/ui/field';
import { PASSWORD_MAX } from '@/lib/people/auth/password-rules';
import { signIn } from './actions';

/** E-mail and password. Works before, and without, JavaScript. */
export function SignInForm({ next }: { next: string }) {
  const [state, action, pending] = useActionState(signIn, null);
  return (
    <form action={action} className="mt-5 space-y-4">
      <FormMessage message={state?.message} />
      <input type="hidden" name="next" value={next} />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        required
        autoFocus
        defaultValue={state?.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={PASSWORD_MAX}
        required
      />
      <Button type="submit" variant="primary" className="w-full" disabled={pending}>
        Sign in
      </Button>
    </form>
  );
}
