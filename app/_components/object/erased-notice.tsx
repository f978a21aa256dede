import { EyeOff } from 'lucide-react';
import { query } from '@/app/_lib/query';
import { erasedAt } from '@/lib/privacy/erasure/queries';
import { Time } from '../time';
import { Notice } from './notice';

/** Says that what was personal of an object was erased, and nothing where it was not. */
export async function ErasedNotice({ account, id }: { account: string | null; id: string | null | undefined }) {
  const at = id ? await query((prisma) => erasedAt(prisma, { account, id })) : null;
  if (!at) return null;
  return (
    <Notice icon={EyeOff} title="Erased">
      What was personal was removed on <Time at={at} format="exact" />. Amounts, times and ids stay.
    </Notice>
  );
}
