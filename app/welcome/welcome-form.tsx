'use client';

import { useActionState } from 'react';
import { NewPasswordField } from '@/app/_components/new-password-field';
import { Button } from '@/app/_components/ui/button';
import { Field, FormMessage } from '@/app/_components/ui/field';
import { welcome } from './actions';

/** Name, e-mail and password of the first admin. */
export function WelcomeForm({ token }: { token: string }) {
  const [state, action, pending] = useActionState(welcome, null);
  return (
    <form action={action} className="mt-5 space-y-4">
      <FormMessage message={state?.message} />
      <input type="hidden" name="token" value={token} />
      <Field label="Name" name="name" autoComplete="name" maxLength={100} required defaultValue={state?.name} />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        required
        defaultValue={state?.email}
      />
      <NewPasswordField />
      <Button type="submit" variant="primary" className="w-full" disabled={pending}>
        Create the admin
      </Button>
    </form>
  );
}
