import { ActionForm } from '@/app/_components/action-form';
import { Card } from '@/app/_components/ui/card';
import { Field } from '@/app/_components/ui/field';
import { PageHeader } from '@/app/_components/ui/page-header';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { listUsers } from '@/lib/people/users/queries';
import { addUser } from './actions';
import { RoleSelect } from './role-select';
import { UserTable } from './user-table';

export const metadata = { title: 'Users' };

export default async function UsersPage() {
  const actor = await requireRole('admin');
  const users = await query(listUsers);
  return (
    <>
      <PageHeader title="Users" lead="Who may sign in, and what each of them may do." />
      <div className="space-y-5">
        <div className="overflow-hidden rounded-lg border border-line bg-raised">
          <UserTable users={users} self={actor.id} />
        </div>
        <Card title="Add somebody">
          <ActionForm
            action={addUser}
            className="grid gap-4 p-4 md:grid-cols-[1fr_1fr_1fr_auto] md:items-end [&>p]:md:col-span-4"
          >
            <Field label="Name" name="name" autoComplete="off" maxLength={100} required />
            <Field label="E-mail" name="email" type="email" autoComplete="off" maxLength={254} required />
            <RoleSelect />
            <SubmitButton variant="primary" className="max-md:justify-self-start">
              Add
            </SubmitButton>
          </ActionForm>
        </Card>
      </div>
    </>
  );
}
