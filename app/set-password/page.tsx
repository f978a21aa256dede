import { ActionForm } from '@/app/_components/action-form';
import { NewPasswordField } from '@/app/_components/new-password-field';
import { ButtonLink } from '@/app/_components/ui/button';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { WayIn } from '@/app/_components/way-in';
import { publicQuery } from '@/app/_lib/query';
import { findPasswordLink } from '@/lib/people/users/password-link';
import { setPassword } from './actions';

export const metadata = { title: 'Choose a password' };

/** Where the one-time links of an admin and of `npm run user:reset` lead. */
export default async function SetPasswordPage({ searchParams }: PageProps<'/set-password'>) {
  const { token } = await searchParams;
  const user = typeof token === 'string' ? await publicQuery((prisma) => findPasswordLink(prisma, token)) : null;
  if (!user)
    return (
      <WayIn
        title="This link opens nothing"
        lead="It was used, or it is older than two days. An admin of this installation can make another one."
      >
        <ButtonLink href="/sign-in" variant="primary" className="mt-5 w-full">
          Sign in
        </ButtonLink>
      </WayIn>
    );
  return (
    <WayIn title="Choose a password" lead={<span className="break-all">for {user.email}</span>}>
      <ActionForm action={setPassword} className="mt-5 space-y-4">
        <input type="hidden" name="token" value={String(token)} />
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <NewPasswordField />
        <SubmitButton variant="primary" className="w-full">
          Set the password
        </SubmitButton>
      </ActionForm>
    </WayIn>
  );
}
