'use server';

import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { type ToldVerification, tellVerification } from '@/app/_lib/tell-verification';
import { getEvidence } from '@/lib/dashboard/events/queries';
import { knownSecrets } from '@/lib/inbox/known-secrets';
import { verifyAgain } from '@/lib/inbox/verify-again';

/** Recomputes the proof of a stored event. It only reads, so that everyone who may look may ask. */
export async function verify(_: ToldVerification | null, form: FormData): Promise<ToldVerification> {
  await requireRole('viewer');
  const id = form.get('id');
  if (typeof id !== 'string' || !/^[\w-]{1,255}$/.test(id)) return gone;
  try {
    const event = await query((prisma) => getEvidence(prisma, id));
    return event ? tellVerification(verifyAgain(event, knownSecrets())) : gone;
  } catch (error) {
    console.error(`Event ${id} could not be verified again:`, error);
    return { tone: 'warn', title: 'Not looked at', detail: 'The database did not answer. Try again.', sha256: null };
  }
}

const gone: ToldVerification = {
  tone: 'bad',
  title: 'Not here',
  detail: 'This event is not here any more.',
  sha256: null,
};
