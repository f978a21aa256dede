import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, it } from 'vitest';
import type { SecretScope } from '../kit/signing-secrets/secret-scope';
import { isPlausibleHeader } from './plausible-header';
import { RunningSignatures } from './running-signatures';
import { verifySignature } from './verify-signature';

const scope: SecretScope = { modes: ['test'], accounts: 'any' };
const secrets = [
  { label: 'shop', secret: 'whsec_shop', retired: false, scope },
  { label: 'old', secret: 'whsec_old', retired: true, scope },
];
const sign = (payload: string, secret: string) => Stripe.webhooks.generateTestHeaderString({ payload, secret });

/** A signature's parts, whole and broken, in any order. */
const parts = fc.constantFrom(
  't=1',
  't=1700000000',
  't=',
  't=a',
  ' t=1',
  'v1=',
  `v1=${'a'.repeat(64)}`,
  'v0=1',
  'x',
  '"',
  '=',
);
const headers = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(parts, { maxLength: 5 }).map((all) => all.join(',')),
);

it('says nothing of a header’s form that the SDK would accept', () => {
  fc.assert(
    fc.property(headers, fc.constantFrom('', '{}'), (header, around) => {
      fc.pre(!isPlausibleHeader(header));
      const check = { secrets, toleranceSeconds: 300, receivedAt: new Date() };
      expect(verifySignature(`{${around}}`, header, check).kind).toBe('rejected');
    }),
  );
  expect(isPlausibleHeader(sign('{}', 'whsec_shop'))).toBe(true);
  expect(isPlausibleHeader(`${sign('{}', 'whsec_x')}${sign('{}', 'whsec_shop').replace(/^t=\d+/, '')},v0=a`)).toBe(
    true,
  );
});

it('fits what one of the secrets signed, in whatever pieces it comes, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).map((text) => text.toWellFormed()),
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom('whsec_shop', 'whsec_old', 'whsec_of_somebody_else'),
      fc.boolean(),
      (text, size, secret, isChanged) => {
        fc.pre(!text.startsWith('\uFEFF'));
        const running = new RunningSignatures(sign(text, secret), secrets);
        const bytes = Buffer.from(isChanged ? `${text}.` : text);
        for (let at = 0; at < bytes.length; at += size) running.update(bytes.subarray(at, at + size));
        expect(running.fits()).toBe(secret !== 'whsec_of_somebody_else' && !isChanged);
      },
    ),
  );
});
