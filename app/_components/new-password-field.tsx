import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/people/auth/password-rules';
import { Field } from './ui/field';

type NewPasswordFieldProps = { label?: string; name?: string; advice?: string };

/** Where somebody chooses a password: its length is asked for before it is sent. `advice` follows that rule below the box. */
export function NewPasswordField({
  label = 'Password',
  name = 'password',
  advice = 'Four random words are a good one.',
}: NewPasswordFieldProps) {
  return (
    <Field
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      maxLength={PASSWORD_MAX}
      required
      hint={`At least ${PASSWORD_MIN} characters. ${advice}`}
    />
  );
}
