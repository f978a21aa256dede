import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { createPasswordLink } from '@/lib/people/users/password-link';
import { type App, startApp } from '../../harness/app';
import { deliver, delivery, sign } from '../../harness/deliveries';
import { until, useInbox } from '../../harness/inbox';
import type { SignedInUser } from '../../harness/sign-in';
import { listActions } from './access/manifests';

const inbox = useInbox();
let app: App;
let admin: SignedInUser;

beforeAll(async () => {
  app = await startApp(inbox.url());
  admin = await app.signIn('admin');
});
afterAll(() => app.end());

const get = (path: string) => fetch(`${app.url}${path}`, { headers: { cookie: admin.cookie } });

describe('what is no page', () => {
  it('loads, runs and frames nothing: an event’s text and a list’s file', async () => {
    const event = buildEvent('customer.created');
    await deliver(app.url, event);
    for (const path of [`/events/${event.id}/raw`, `/events/${event.id}/raw?of=fetched`, '/events/export']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await get(`/events/${event.id}`)).headers.get('content-security-policy')).toContain("script-src 'self'");
  });
});

describe('the door', () => {
  it('says nosniff in every answer', async () => {
    const event = buildEvent('customer.created');
    const url = `${app.url}/api/webhook`;
    const answers = await Promise.all([
      fetch(url, { method: 'POST', body: '{}' }),
      fetch(url, { method: 'POST', body: '{}', headers: { 'stripe-signature': 't=1,v1=00' } }),
      fetch(url, {
        method: 'POST',
        body: 'x'.repeat(1_100_000),
        headers: { 'stripe-signature': `t=1,v1=${'0'.repeat(64)}` },
      }),
      fetch(url),
      fetch(`${app.url}/webhook/`, { method: 'HEAD' }),
      fetch(`${app.url}/api/webhook/thin`, { method: 'POST', body: JSON.stringify(event) }),
    ]);
    for (const { headers } of answers) expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400, 405, 413]));
  });

  it('and in what is answered before it is a request', async () => {
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect((await text(socket)).toLowerCase()).toContain('x-content-type-options: nosniff');
  });
});

describe('a body that something was put around on the way', () => {
  it.each(['wrapped', 'base64'] as const)('is named so on the page of the rejection: %s', async (cause) => {
    const text = printEvent(buildEvent('customer.created'));
    const encoded = Buffer.from(text).toString('base64');
    const body = cause === 'base64' ? encoded : JSON.stringify({ body: encoded, isBase64Encoded: true });
    const url = `${app.url}/api/webhook`;
    const response = await fetch(delivery(body, { header: sign(text), url }));
    expect(response.status).toBe(400);
    const find = () => inbox.prisma().rejectedDelivery.findFirst({ where: { cause } });
    await until(async () => (await find()) !== null, 'the rejection');
    expect(await find()).toMatchObject({ signed: true, secretLabel: 'secret-1' });
    const page = await (await get(`/rejected/${(await find())?.id}`)).text();
    expect(page).toContain(cause === 'base64' ? 'Body in base64' : 'under &quot;body&quot;, as base64');
  });
});

describe('a date that is none', () => {
  it.each([
    '/events?from=10000-01-01',
    '/events?to=infinity',
    '/orders?from=0000-01-01',
    '/customers?to=%2B275760-09-13',
    '/events?before=253402300800000~evt_1',
    '/refunds?after=999999999999999~re_1',
    '/events/live?since=999999999999999~evt_1',
    '/orders/export?format=json&from=-1',
    '/audit?before=8640000000000001~1',
  ])('is refused in words: %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toMatch(/^(from|to|before|after|since) is no /);
  });

  it.each([
    '/events?from=0001-01-01&to=9999-12-31',
    '/orders?from=0001-01-01&to=9999-12-31',
    '/customers?before=253402300799999~cus_1',
    '/events?after=0~evt_1',
  ])('and the outermost ones are taken: %s', async (path) => {
    expect((await get(path)).status).toBe(200);
  });
});

describe('a password that a guesser tries first', () => {
  /** Calls an action as React does: what the first argument is, and the form behind it. */
  async function call(name: string, path: string, fields: Record<string, string>, cookie?: string): Promise<string> {
    const id = listActions().find((action) => action.name.endsWith(` ${name}`))?.id as string;
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.set(`_1_${field}`, value);
    body.set('0', '[null,"$K1"]');
    const headers = { 'next-action': id, origin: app.url, ...(cookie && { cookie }) };
    return (await fetch(`${app.url}${path}`, { method: 'POST', body, headers })).text();
  }

  it('is refused wherever one is chosen', async () => {
    const { email, id } = await inbox.prisma().user.findFirstOrThrow();
    const link = new URL(await createPasswordLink(inbox.prisma(), id));
    const token = link.searchParams.get('token') as string;
    for (const [password, words] of [
      ['qwertyuiop1234567890', 'Many people have this password'],
      [email, 'mostly your e-mail address'],
    ] as const) {
      const passwords = { password, 'new-password': password, 'current-password': 'any' };
      expect(await call('setPassword', '/set-password', { ...passwords, token })).toContain(words);
      expect(await call('changePassword', '/account', passwords, admin.cookie)).toContain(words);
      expect(await call('welcome', '/welcome', { ...passwords, email, token: 'x' })).toContain(words);
    }
    expect(await call('setPassword', '/set-password', { password: 'x', token: 'x' })).toContain('opens nothing');
  });
});
