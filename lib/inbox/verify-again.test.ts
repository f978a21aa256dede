import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { signatureTime, verifyAgain } from './verify-again';

const secret = (label: string, retired = false) => ({ label, secret: `whsec_${label.repeat(8)}`, retired });
const shop = secret('shop');

function received(body: string, by = shop) {
  return {
    body,
    bodySha256: verifyAgain({ ...nothing, body }, []).sha256,
    signatureHeader: Stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: by.secret,
      timestamp: 1_600_000_000,
    }),
    secretLabel: by.label,
    verifiedAt: new Date(1_600_000_001_000),
    redactedAt: null,
  };
}
const nothing = {
  body: '',
  bodySha256: '',
  signatureHeader: null,
  secretLabel: null,
  verifiedAt: null,
  redactedAt: null,
};

describe('Verifying again', () => {
  it('finds what was signed valid, however long ago, and says by which secret', () => {
    const { verdict, bytes } = verifyAgain(received('{"é":1}'), [secret('other'), shop]);
    expect(verdict).toEqual({ kind: 'valid', label: 'shop', retired: false, renamed: false });
    expect(bytes).toBe(8);
  });

  it('uses a retired secret, and one that has another label by now', () => {
    expect(verifyAgain(received('{}'), [{ ...shop, retired: true }]).verdict).toMatchObject({ retired: true });
    expect(verifyAgain(received('{}'), [{ ...shop, label: 'new-name' }]).verdict).toMatchObject({
      kind: 'valid',
      label: 'new-name',
      renamed: true,
    });
  });

  it.each([
    ['a text that was changed', { ...received('{"a":1}'), body: '{"a":2}' }, [shop], 'changed'],
    ['a secret that is not configured', received('{}'), [secret('other')], 'secret_gone'],
    ['no secret at all', received('{}'), [], 'secret_gone'],
    ['another secret under the same label', received('{}'), [{ ...shop, secret: 'whsec_another' }], 'no_match'],
    ['a cut header', { ...received('{}'), signatureHeader: 't=1600000000,v1=' }, [shop], 'no_match'],
    ['no header', { ...received('{}'), signatureHeader: null }, [shop], 'secret_gone'],
    ['a copy of the sweep', { ...received('{}'), signatureHeader: null, verifiedAt: null }, [shop], 'unsigned'],
    ['a copy that was changed', { ...received('{}'), verifiedAt: null, body: '[]' }, [shop], 'changed'],
    ['a text that was removed', { ...received('{}'), body: '', redactedAt: new Date() }, [shop], 'redacted'],
  ])('tells %s', (_, evidence, secrets, kind) => {
    expect(verifyAgain(evidence, secrets).verdict.kind).toBe(kind);
  });

  it('notices a change with a hash to match it: the signature does not fit', () => {
    const forged = {
      ...received('{"amount":1}'),
      body: '{"amount":2}',
      bodySha256: received('{"amount":2}').bodySha256,
    };
    expect(verifyAgain(forged, [shop]).verdict).toEqual({ kind: 'no_match', label: 'shop' });
  });

  it('is valid for exactly the bytes that came, and never tells a secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ unit: 'binary' }), (body, other) => {
        const evidence = received(body.toWellFormed());
        expect(verifyAgain(evidence, [shop]).verdict.kind).toBe('valid');
        const tampered = verifyAgain({ ...evidence, body: other.toWellFormed() }, [shop]);
        expect(tampered.verdict.kind).toBe(other.toWellFormed() === evidence.body ? 'valid' : 'changed');
        expect(JSON.stringify(tampered)).not.toContain('whsec_');
      }),
    );
  });
});

it('reads when the sender signed', () => {
  expect(signatureTime('t=1600000000,v1=aa')).toEqual(new Date(1_600_000_000_000));
  expect(signatureTime('v1=aa,t=1600000000')).toEqual(new Date(1_600_000_000_000));
  for (const header of [null, '', 'v1=aa', 't=,v1=a', 't=1e9,v1=a', 'not=1']) expect(signatureTime(header)).toBeNull();
});
