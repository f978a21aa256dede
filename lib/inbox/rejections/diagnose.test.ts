import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { buildEvent } from '../../dev/simulator/build';
import { printEvent } from '../../dev/simulator/deliver';
import type { SecretScope } from '../../kit/signing-secrets/secret-scope';
import type { Outcome } from '../outcome';
import { receiveDelivery } from '../receive-delivery';
import { type Diagnosis, diagnose } from './diagnose';
import type { Refused } from './refused';
import { renderings } from './renderings';
import { unwrap } from './unwrap';

const make = () => `whsec_${randomBytes(24).toString('hex')}`;
const [shop, summer, cli, foreign] = [make(), make(), make(), make()];
const scope: SecretScope = { modes: ['live'], accounts: 'any' };
const secrets = [
  { label: 'shop', secret: shop, retired: false, scope },
  { label: 'summer', secret: summer, retired: true, scope },
];
const localSecrets = [{ label: 'cli', secret: cli }];
const now = new Date('2026-06-01T12:00:00Z');
const seconds = now.getTime() / 1000;

const sign = (payload: string, secret = shop, timestamp = seconds) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });

/** What the door makes of a delivery at `now`, and the diagnosis of its refusal. */
async function look(body: string, header: string | null, change: Partial<Refused> = {}): Promise<Diagnosis> {
  const outcome: Outcome = await receiveDelivery(
    { body, signatureHeader: header, receivedAt: now },
    {
      secrets,
      toleranceSeconds: 300,
      record: async () => ({ id: '', inserted: true, deliveries: 1 }),
      onStorageError: () => {},
    },
  );
  if (outcome.kind === 'accepted' || !outcome.cause) throw new Error(`Not refused: ${JSON.stringify(outcome)}`);
  const { code, cause, message, secretLabel } = outcome;
  const refused = { code, cause, message, secretLabel, door: 'webhook', receivedAt: now, header, body } as Refused;
  return diagnose(
    { ...refused, userAgent: null, remoteAddress: null, isCut: false, declaredBytes: null, ...change },
    { secrets, localSecrets, toleranceSeconds: 300, livemode: true },
  );
}

const pretty = printEvent(
  buildEvent('charge.succeeded', { seed: 'diagnose', set: { 'data.object.description': 'Café €5 – 日本 / ok' } }),
);
const value = JSON.parse(pretty);
const ascii = (text: string) =>
  text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('a body that was changed on the way', () => {
  test.each([
    [
      'JSON.stringify',
      JSON.stringify(value),
      /printed with two spaces, as Stripe sends it\. It arrived on one line, as JSON\.stringify/,
    ],
    ['four spaces', JSON.stringify(value, null, 4), /It arrived printed with four spaces/],
    [
      'Python’s json.dumps',
      ascii(
        JSON.stringify(value)
          .replaceAll(/(?<=[\]}"\dle]),(?=["{[])/g, ', ')
          .replaceAll('":', '": '),
      ),
      /as Python’s json\.dumps/,
    ],
    [
      'PHP’s json_encode',
      ascii(JSON.stringify(value)).replaceAll('/', '\\/'),
      /It arrived written in a way of its own/,
    ],
    ['CRLF', pretty.replaceAll('\n', '\r\n'), /this body with LF line breaks/],
    ['a line break at its end', `${pretty}\n`, /without the white space around it/],
    ['\\u escapes', ascii(pretty), /its \\u escapes written as characters/],
    ['UTF-8 taken for Latin-1', Buffer.from(pretty).toString('latin1'), /taken for Latin-1/],
  ])('by %s is told', async (_, body, words) => {
    const found = await look(body, sign(pretty));
    expect(found).toMatchObject({ cause: 'reserialised', secretLabel: 'shop', signed: true });
    expect(found.message).toMatch(words);
  });

  test.each([
    ['lost its line break at the end', `${pretty}\n`, pretty],
    ['was one line, and was printed with two spaces', JSON.stringify(value), pretty],
    [
      'had empty lists as Ruby prints them',
      '{\n  "id": "evt_1",\n  "list": [\n\n  ],\n  "map": {\n  }\n}',
      '{"id":"evt_1","list":[],"map":{}}',
    ],
    ['had \\u escapes', ascii(pretty), pretty],
  ])('and %s, is told', async (_, signed, body) => {
    expect(await look(body, sign(signed))).toMatchObject({ cause: 'reserialised', secretLabel: 'shop' });
  });

  test('is told for whatever JSON, and never thought right when another value was signed', {
    timeout: 30_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), async (payload, extra) => {
        const signed = JSON.stringify({ payload, extra }, null, 2);
        const compact = JSON.stringify(JSON.parse(signed));
        expect(await look(compact, sign(signed))).toMatchObject({ cause: 'reserialised' });
        expect(await look(JSON.stringify({ payload, extra: extra + 1 }), sign(signed))).toMatchObject({
          cause: 'unknown_secret',
        });
      }),
      { numRuns: 50 },
    );
  });

  test('and signed with a retired secret, names that one', async () => {
    const found = await look(JSON.stringify(value), sign(pretty, summer));
    expect(found).toMatchObject({ cause: 'reserialised', secretLabel: 'summer' });
  });
});

describe('a body that something was put around on the way', () => {
  const base64 = Buffer.from(pretty).toString('base64');
  const gateway = (change: object) => JSON.stringify({ version: '2.0', rawPath: '/api/webhook', ...change });

  test.each([
    ['API Gateway', gateway({ body: pretty, isBase64Encoded: false }), 'under "body"'],
    ['API Gateway, encoded', gateway({ body: base64, isBase64Encoded: true }), 'under "body", as base64'],
    ['one key', JSON.stringify({ payload: pretty }), 'under "payload"'],
    ['SNS', JSON.stringify({ Type: 'Notification', TopicArn: 'arn:aws:sns:x', Message: pretty }), 'under "Message"'],
    [
      'SQS around SNS',
      JSON.stringify({ Records: [{ messageId: '1', body: JSON.stringify({ Message: pretty }) }] }),
      'under "body", under "Message"',
    ],
    [
      'EventBridge, as an object',
      JSON.stringify({ 'detail-type': 'x', detail: value }),
      'under "detail", printed anew',
    ],
    ['Pub/Sub', JSON.stringify({ message: { data: base64, messageId: '1' } }), 'under "data", as base64'],
    ['a JSON string', JSON.stringify(pretty), 'as a JSON string'],
    ['a form', new URLSearchParams({ payload: pretty }).toString(), 'in the field "payload"'],
  ])('%s, is told with its place', async (_, body, where) => {
    const found = await look(body, sign(pretty));
    expect(found).toMatchObject({ cause: 'wrapped', secretLabel: 'shop', signed: true });
    expect(found.message).toContain(where);
  });

  test.each([
    ['base64', base64],
    ['base64 in lines', base64.replace(/(.{76})/g, '$1\r\n')],
    ['base64 for URLs', Buffer.from(pretty).toString('base64url')],
  ])('or that was encoded as %s, is told', async (_, body) => {
    expect(await look(body, sign(pretty))).toMatchObject({ cause: 'base64', secretLabel: 'shop', signed: true });
  });

  test('together with its header, is told as well', async () => {
    const headers = { 'Stripe-Signature': sign(pretty), 'User-Agent': 'Stripe/1.0' };
    expect(await look(gateway({ headers, body: pretty }), null)).toMatchObject({ cause: 'wrapped', signed: true });
  });

  test('and signed by nobody known here, looks like it', async () => {
    for (const [body, words] of [
      [gateway({ body: pretty }), 'It looks like an envelope around an event, which stands in it under "body"'],
      [base64, 'It looks like an event that something on the way encoded as base64'],
    ] as const) {
      const found = await look(body, sign(pretty, foreign));
      expect(found).toMatchObject({ cause: 'unknown_secret', signed: false });
      expect(found.message).toContain(words);
      expect((await look(body, null)).message).toContain('the body looks like');
    }
  });

  test('and is none, costs little', async () => {
    const hostile = [
      JSON.stringify(Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`k${at}`, '{"a":1}']))),
      JSON.stringify({ a: Array.from({ length: 5_000 }, () => ({})) }),
      Buffer.from(`{"${'a'.repeat(40_000)}`).toString('base64'),
    ];
    for (const body of hostile) {
      expect(unwrap(body).length).toBeLessThanOrEqual(8);
      expect((await look(body, sign('x'))).cause).toBe('unknown_secret');
    }
  });
});

describe('time', () => {
  test('says by how much it was stale, and that the signature itself was right', async () => {
    const found = await look(pretty, sign(pretty, shop, seconds - 312));
    expect(found).toMatchObject({ cause: 'stale', signed: true, secretLabel: 'shop' });
    expect(found.message).toBe(
      'The signature is right (secret "shop"), but it was made 312 s (5 min) before it arrived, and 300 s are allowed.',
    );
  });

  test('suspects the time zone behind whole hours', async () => {
    expect((await look(pretty, sign(pretty, shop, seconds - 7_201))).message).toContain('7,201 s (2 h) before');
    expect((await look(pretty, sign(pretty, shop, seconds - 7_201))).message).toContain('wrong time zone');
  });

  test('hints at this clock when the time lies in the future', async () => {
    expect((await look(pretty, sign(pretty, foreign, seconds + 900))).message).toContain(
      '900 s (15 min) in the future',
    );
  });
});

describe('secrets', () => {
  test('names the retired one', async () => {
    expect(await look(pretty, sign(pretty, summer))).toMatchObject({
      cause: 'retired_secret',
      secretLabel: 'summer',
      signed: true,
    });
  });

  test('names the CLI’s, which production refuses', async () => {
    const found = await look(pretty, sign(pretty, cli));
    expect(found).toMatchObject({ cause: 'local_secret', secretLabel: 'cli' });
    expect(found.message).toContain('Stripe CLI');
  });

  test('says of an unknown one which were tried, and that the event is of the other mode', async () => {
    const found = await look(pretty, sign(pretty, foreign));
    expect(found).toMatchObject({ cause: 'unknown_secret', secretLabel: null, signed: false });
    expect(found.message).toContain('Tried: "shop", "summer" (retired).');
    expect(found.message).toContain('a test event, and this deployment takes live ones');
  });

  test('never shows a secret', async () => {
    for (const header of [sign(pretty, foreign), sign(pretty, cli), sign(pretty, summer), 'v1=x', null])
      expect(JSON.stringify(await look(pretty, header))).not.toContain('whsec_');
  });
});

describe('the header', () => {
  const good = sign(pretty);
  test.each([
    ['v1=abc', 'it has no t='],
    ['t=soon,v1=abc', 'its t= is no time in seconds'],
    [`t=${seconds}`, 'it has no v1='],
    [good.replace('v1=', 'v0='), 'it has only v0='],
    [`t=${seconds},v1=`, 'its v1= is empty'],
    [`t=${seconds},v1=abc`, 'not 64 hexadecimal digits, but 3 characters'],
    [`${good.replace('t=', 't=1')}, ${good}`, 'it came twice'],
    ['Bearer abc', 'it has white space'],
  ])('%s is malformed: %s', async (header, words) => {
    const found = await look(pretty, header);
    expect(found.cause).toBe('malformed_header');
    expect(found.message).toContain(words);
  });

  test.each([
    ['quotes', `"${good}"`],
    ['URL encoding', encodeURIComponent(good)],
  ])('is right without its %s, and the diagnosis says so', async (_, header) => {
    const found = await look(pretty, header);
    expect(found).toMatchObject({ cause: 'malformed_header', secretLabel: 'shop', signed: true });
    expect(found.message).toContain('Without that the signature is right');
  });

  test('that is missing tells a lost header from a stranger', async () => {
    expect((await look(pretty, null)).message).toContain('looks like an event (charge.succeeded)');
    expect((await look('user=admin', null)).message).toContain('does not come from Stripe');
  });
});

describe('the body', () => {
  test('that is signed and no event is told as the door tells it', async () => {
    expect(await look('[]', sign('[]'))).toMatchObject({ cause: 'not_an_event', secretLabel: 'shop', signed: true });
  });

  test('in another encoding is told from its announced length', async () => {
    const latin1 = Buffer.from(pretty.replaceAll(/[€–日本]/g, ''), 'latin1');
    const found = await look(latin1.toString('utf8'), sign(pretty), { declaredBytes: latin1.length });
    expect(found.cause).toBe('not_utf8');
  });

  test('that is large is not tried in other ways', async () => {
    const large = JSON.stringify({ padding: 'x'.repeat(70_000) });
    const found = await look(large, sign(JSON.stringify(JSON.parse(large), null, 2)));
    expect(found.cause).toBe('unknown_secret');
    expect(found.message).toContain('too large to be tried');
  });

  test('whatever it is, never makes the diagnosis throw', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 500 }),
        fc.string({ unit: 'binary' }),
        async (body, header) => {
          expect((await look(body, header)).message).not.toBe('');
        },
      ),
    );
  });

  test('made to be costly is given up early', { timeout: 30_000 }, async () => {
    const hostile = [
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `${'['.repeat(39)}${'1,'.repeat(30_000)}1${']'.repeat(39)}`,
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      '\n'.repeat(60_000),
      '\u0080'.repeat(60_000),
      `["${'{}'.repeat(30_000)}"]`,
    ];
    for (const body of hostile) {
      const made = [...renderings(body)].reduce((sum, { text }) => sum + text.length, 0);
      expect(made).toBeLessThan(1_500_000);
      expect((await look(body, sign('x'))).cause).toBe('unknown_secret');
    }
    for (const deep of ['[', '{"a":'].map((open) => open.repeat(60_000 / open.length)))
      expect((await look(deep, sign('x'))).cause).toBe('unknown_secret');
  });
});
