import { createHmac } from 'node:crypto';
import { equalTexts } from '../../kit/security/equal-texts';

/**
 * Whether this secret signed this text, at whatever time: for the evidence of a refusal, which tries many texts and
 * needs none of the SDK's errors. Never to let something in. https://docs.stripe.com/webhooks#verify-manually
 */
export function isSignedBy(body: string, header: string, secret: string): boolean {
  const time = /(?:^|,)t=(\d+)/.exec(header)?.[1];
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const given = [...header.matchAll(/(?:^|,)v1=([0-9a-f]{64})(?=,|$)/g)].slice(0, 10);
  return given.some(([, signature]) => equalTexts(String(signature), expected));
}
