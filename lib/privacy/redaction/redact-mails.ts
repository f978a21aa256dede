import type { Transaction } from '../../db/client';
import { REDACTED } from './personal-columns';

/** Removes what mails said and to whom they went, also from what their effects keep of it. When, and for which order, stays. */
export async function redactMails(tx: Transaction, keys: string[]): Promise<number> {
  // The answer of a mail server may quote the address.
  await tx.$executeRaw`
    update hookwell.effects set result = result - '{message,response}'::text[],
      last_error = case when last_error is not null then ${REDACTED} end
    where key = any(${keys}::text[]) and status in ('done', 'failed', 'skipped')`;
  return tx.$executeRaw`
    update hookwell.mails set redacted_at = now(), recipient = '', subject = ${REDACTED}, html = '', text = ''
    where effect_key = any(${keys}::text[])`;
}
