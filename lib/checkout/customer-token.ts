import { createHmac } from 'node:crypto';
import { env } from '../kit/env';
import { equalTexts } from '../kit/security/equal-texts';

/**
 * What a customer's cookie holds: the id and our signature, so that nobody becomes another customer by writing an id
 * there. The key is derived from the secret API key: these pages have no other secret, and need that one anyway.
 */
export const writeCustomerToken = (id: string): string => `${id}.${sign(id)}`;

/** The customer's id, if we wrote this token. */
export function readCustomerToken(token: string | undefined): string | null {
  const [id, signature] = token?.split('.') ?? [];
  return id && signature && equalTexts(signature, sign(id)) ? id : null;
}

function sign(id: string): string {
  const key = env().STRIPE_SECRET_KEY;
  if (!key) throw new Error('STRIPE_SECRET_KEY is not set: without it there are no customers');
  return createHmac('sha256', `hookwell checkout customer ${key}`).update(id).digest('base64url');
}
