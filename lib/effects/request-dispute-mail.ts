import type { Order } from '../db/generated/client';
import { operators } from './mail/mail-mode';
import { type EffectContext, type EffectRequest, requestEffect } from './request-effect';

/**
 * Asks for the mail that tells the operators of a dispute and its deadline, once for each dispute. Null: nobody would
 * read it (OPERATOR_EMAILS, or no way to send). Call it under the order's lock, once the dispute's row is there.
 */
export async function requestDisputeMail(
  context: EffectContext,
  order: Order,
  disputeId: string,
): Promise<EffectRequest | null> {
  if (operators().length === 0) return null;
  return requestEffect(context, { kind: 'dispute_mail', objectId: disputeId }, order);
}
