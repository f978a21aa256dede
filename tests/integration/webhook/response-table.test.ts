import { randomBytes } from 'node:crypto';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { resetEnv } from '@/lib/kit/env';
import { readEvent } from '@/lib/stripe/read-event';
import { delivery, newSecret, sign, testSecret } from '../../../harness/deliveries';
import { doors } from '../../../harness/doors';
import { useInbox } from '../../../harness/inbox';
import { readStored } from '../../../harness/store-event';

const retired = newSecret();
const inbox = useInbox({ WEBHOOK_MAX_BODY_BYTES: '400000' });
const event = () => buildEvent('payment_intent.succeeded');

/** As Stripe sends it: https://docs.stripe.com/event-destinations#thin-events */
const notification = () => ({
  id: `evt_test_${randomBytes(12).toString('hex')}`,
  object: 'v2.core.event',
  type: 'v1.billing.meter.error_report_triggered',
  created: '2026-11-20T10:11:12.345Z',
  livemode: false,
  context: 'acct_1PconnectedAccount',
  related_object: {
    id: 'mtr_test_61RCjiqdTDC91zgip41IqPCzPnxqqSVc',
    type: 'billing.meter',
    url: '/v1/billing/meters/mtr_test_61RCjiqdTDC91zgip41IqPCzPnxqqSVc',
  },
  reason: { type: 'request', request: { id: 'req_v24Tz8Wt', idempotency_key: 'key-1' } },
});

async function answer(answered: Response | Promise<Response>) {
  const response = await answered;
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : null };
}

describe.each(doors)('POST /api/webhook at $name', ({ useDoor }) => {
  const send = useDoor();
  const post = (request: Request) => answer(send(request));
  const postBody = (body: string) => post(delivery(body));
  afterEach(() => configure(testSecret));

  it('stores a signed event and answers 200 with its id and type', async () => {
    const sent = event();
    const { status, json } = await postBody(printEvent(sent));
    expect({ status, json }).toEqual({
      status: 200,
      json: { received: true, id: sent.id, type: 'payment_intent.succeeded', duplicate: false },
    });
    const row = await readStored(inbox.prisma(), sent.id);
    expect(row).toMatchObject({
      body: printEvent(sent),
      status: 'pending',
      deliveries: 1,
      source: 'webhook',
      livemode: false,
    });
    expect(row.createdAt).toEqual(new Date(sent.created * 1000));
  });

  it('answers 503 while its configuration cannot be read, so that Stripe delivers again', async () => {
    configure('whsec_\u2026');
    const { status, json } = await postBody(printEvent(event()));
    expect({ status, code: json.error.code }).toEqual({ status: 503, code: 'storage_unavailable' });
  });

  it('counts a second delivery and says that it is a duplicate', async () => {
    const body = printEvent(event());
    await postBody(body);
    const { status, json } = await postBody(body);
    expect({ status, duplicate: json.duplicate }).toEqual({ status: 200, duplicate: true });
  });

  it.each([
    ['no signature', (body: string) => delivery(body, { header: null }), 400, 'missing_signature'],
    ['an empty signature', (body: string) => delivery(body, { header: '' }), 400, 'missing_signature'],
    ['a malformed signature', (body: string) => delivery(body, { header: 'v1=abc' }), 400, 'invalid_signature'],
    ['a signature of nonsense', (body: string) => delivery(body, { header: 't=1,,v1=,=' }), 400, 'invalid_signature'],
    [
      'only the old v0 scheme',
      (body: string) => delivery(body, { header: sign(body).replace('v1=', 'v0=') }),
      400,
      'invalid_signature',
    ],
    ['a foreign secret', (body: string) => delivery(body, { secret: newSecret() }), 400, 'invalid_signature'],
    [
      'another body than was signed',
      (body: string) => delivery(`${body} `, { header: sign(body) }),
      400,
      'invalid_signature',
    ],
    [
      'a re-serialised body',
      (body: string) => delivery(JSON.stringify(JSON.parse(body)), { header: sign(body) }),
      400,
      'invalid_signature',
    ],
    [
      'an old timestamp',
      (body: string) => delivery(body, { at: Math.floor(Date.now() / 1000) - 301 }),
      400,
      'timestamp_out_of_tolerance',
    ],
  ])('refuses %s and stores nothing', async (_, request, status, code) => {
    const sent = event();
    const answered = await post(request(printEvent(sent)));
    expect({ status: answered.status, code: answered.json.error.code }).toEqual({ status, code });
    expect(answered.json.error.message).toMatch(/\w{3}/);
    expect(await inbox.prisma().webhookEvent.count({ where: { id: sent.id } })).toBe(0);
  });

  it('accepts each configured secret, the second v1 of a header, and a timestamp inside the tolerance', async () => {
    const other = newSecret();
    configure(`${testSecret},next:${other}`);
    const first = printEvent(event());
    const bothSignatures = sign(first, newSecret()) + sign(first, other).replace(/^t=\d+/, '');
    expect((await post(delivery(first, { header: bothSignatures }))).status).toBe(200);
    const late = printEvent(event());
    expect((await post(delivery(late, { secret: other, at: Math.floor(Date.now() / 1000) - 290 }))).status).toBe(200);
    const row = await readStored(inbox.prisma(), JSON.parse(late).id);
    expect(row.secretLabel).toBe('next');
  });

  it('refuses a retired secret and names its label, not the secret', async () => {
    configure(`${testSecret},summer:${retired}:retired`);
    const { status, json } = await post(delivery(printEvent(event()), { secret: retired }));
    expect(status).toBe(400);
    expect(json.error.message).toContain('"summer"');
    expect(json.error.message).not.toContain(retired);
  });

  it('answers 500 not_configured while no secret is set, and says what to set', async () => {
    configure('');
    const { status, json } = await postBody(printEvent(event()));
    expect({ status, code: json.error.code }).toEqual({ status: 500, code: 'not_configured' });
    expect(json.error.message).toContain('STRIPE_WEBHOOK_SECRET=whsec_');
  });

  it.each([
    ['no JSON', '{"id": "evt_1", '],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"evt_1"'],
    ['a number', '1'],
    ['an empty object', '{}'],
    ['an object that is no event', JSON.stringify({ id: 'pi_1', object: 'payment_intent' })],
    ...['id', 'type', 'created', 'livemode'].map((field) => [
      `an event notification without ${field}`,
      JSON.stringify({ ...notification(), [field]: undefined }),
    ]),
    ['an event notification created at no time', JSON.stringify({ ...notification(), created: 1_790_000_000 })],
    ...['id', 'type', 'created', 'livemode', 'data'].map((field) => [
      `an event without ${field}`,
      JSON.stringify({ ...event(), [field]: undefined }),
    ]),
    ...['id', 'type', 'created', 'livemode', 'data'].map((field) => [
      `an event whose ${field} is null`,
      JSON.stringify({ ...event(), [field]: null }),
    ]),
    ['an event without data.object', JSON.stringify({ ...event(), data: {} })],
    ['an event whose data.object is a list', JSON.stringify({ ...event(), data: { object: [] } })],
    ['an event of the year 300000', JSON.stringify({ ...event(), created: 9e12 })],
  ])('refuses %s as invalid_payload, although it is signed', async (_, body) => {
    const { status, json } = await postBody(body as string);
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: 'invalid_payload' });
  });

  it('refuses an empty body', async () => {
    const { status, json } = await post(delivery('', { header: sign(' ') }));
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: 'invalid_payload' });
  });

  it.each([
    ['an unknown type', { type: 'weather.changed' }],
    ['an unknown API version', { api_version: '2099-01-01.uranium' }],
    ['no API version', { api_version: null }],
    ['a request that is null', { request: null }],
    ['a request that is an id, as old versions send', { request: 'req_123456' }],
    [
      'U+0000 and lone surrogates in strings',
      { data: { object: { id: 'pi_\u0000x', object: 'payment_intent', description: '\ud800 \u0000' } } },
    ],
    ['__proto__ as a key', { data: { object: JSON.parse('{"id": "pi_123456", "__proto__": {"polluted": true}}') } }],
  ])('keeps an event with %s', async (_, change) => {
    const sent = { ...event(), ...change };
    const body = JSON.stringify(sent, null, 2);
    expect((await postBody(body)).status).toBe(200);
    const row = await readStored(inbox.prisma(), sent.id);
    expect(row.body).toBe(body);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('keeps an event nested 3,000 levels deep and one of 300 KB, in bounded time', async () => {
    const deep = printEvent(event()).replace(
      '"object": {',
      `"object": {"deep": ${'{"a":'.repeat(3000)}1${'}'.repeat(3000)},`,
    );
    expect((await postBody(deep)).status).toBe(200);
    const large = JSON.stringify({
      ...event(),
      padding: Array.from({ length: 6000 }, (_, i) => `in_${String(i).padStart(40, '0')}`),
    });
    expect(Buffer.byteLength(large)).toBeGreaterThan(270_000);
    expect((await postBody(large)).status).toBe(200);
  });

  it('answers 413 to a body over the limit, by its Content-Length and while it streams', async () => {
    const large = printEvent(event()).padEnd(400_001, ' ');
    const declared = await post(delivery(large));
    expect({ status: declared.status, code: declared.json.error.code }).toEqual({
      status: 413,
      code: 'payload_too_large',
    });

    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const request = new Request('http://127.0.0.1/api/webhook', {
      method: 'POST',
      body: endless,
      headers: { 'stripe-signature': sign(' ') },
      duplex: 'half',
    } as RequestInit);
    expect((await post(request)).status).toBe(413);
    // What the buffers of a connection hold, and no more.
    expect(pulled).toBeLessThan(20_000_000);
  });

  it('takes an event notification, told apart by its body, and keeps what it names', async () => {
    const sent = notification();
    const body = JSON.stringify(sent);
    const { status, json } = await postBody(body);
    expect({ status, json }).toEqual({
      status: 200,
      json: { received: true, id: sent.id, type: sent.type, duplicate: false },
    });
    const row = await readStored(inbox.prisma(), sent.id);
    expect(row).toMatchObject({
      body,
      type: sent.type,
      account: 'acct_1PconnectedAccount',
      objectId: sent.related_object.id,
      requestId: 'req_v24Tz8Wt',
      createdAt: new Date(sent.created),
      apiVersion: null,
      source: 'webhook',
    });
  });

  it('reads an event notification as the SDK does', () => {
    const body = JSON.stringify(notification());
    const stripe = new Stripe('sk_test_0123456789');
    const parsed = stripe.parseEventNotification(body, sign(body), testSecret);
    const read = readEvent(JSON.parse(body));
    if (read.kind !== 'event') throw new Error(read.problems.join());
    const { id, type, livemode, account } = read.facts;
    expect({ id, type, livemode }).toEqual({ id: parsed.id, type: parsed.type, livemode: parsed.livemode });
    expect(account).toBe(parsed.context?.toString());
    expect(read.facts.createdAt).toEqual(new Date(parsed.created));
  });

  it.each([
    ['the path of its own', '/api/webhook/thin'],
    ['the path of Stripe’s docs', '/webhook'],
  ])('answers at %s as well, to both kinds', async (_, path) => {
    for (const body of [printEvent(event()), JSON.stringify(notification())]) {
      const { status, json } = await post(delivery(body, { url: `http://127.0.0.1${path}` }));
      expect({ status, id: json.id }).toEqual({ status: 200, id: JSON.parse(body).id });
    }
  });

  it('takes a chunked body within the limit', async () => {
    const body = printEvent(event());
    const request = new Request('http://127.0.0.1/api/webhook', {
      method: 'POST',
      body: new Blob([body]).stream(),
      headers: { 'stripe-signature': sign(body) },
      duplex: 'half',
    } as RequestInit);
    expect((await post(request)).status).toBe(200);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('answers %s with 405 and Allow: POST', async (method) => {
    const { status, headers, json } = await post(new Request('http://127.0.0.1/api/webhook', { method }));
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
    if (method !== 'HEAD') expect(json.error.code).toBe('method_not_allowed');
  });
});

function configure(secrets: string): void {
  process.env.STRIPE_WEBHOOK_SECRET = secrets;
  resetEnv();
}
