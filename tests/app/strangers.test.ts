import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type App, startApp } from '../../harness/app';
import { type AttackName, forgedDelivery } from '../../harness/attacks';
import { deliver } from '../../harness/deliveries';
import { until, useInbox } from '../../harness/inbox';
import { sessionCookie } from '../../harness/sign-in';
import { type Answers, startAttacker } from '../../harness/start-attacker';
import { startTcpProxy, type TcpProxy } from '../../harness/tcp-proxy';

const inbox = useInbox();
let proxy: TcpProxy;
let app: App;

beforeAll(async () => {
  proxy = await startTcpProxy(inbox.url());
  app = await startApp(proxy.url, { WEBHOOK_BODIES_IN_FLIGHT_BYTES: '8388608' });
});
afterAll(async () => {
  await app.end();
  await proxy.close();
});

const port = () => Number(new URL(app.url).port);
const GOOD = 20;

/** Good events, of which one is too large to be read at once. */
async function deliverGood(): Promise<void> {
  for (let sent = 0; sent < GOOD; sent++) {
    const event = buildEvent('payment_intent.succeeded');
    if (sent === 0) Object.assign(event.data.object, { metadata: { note: 'x'.repeat(200_000) } });
    expect((await deliver(app.url, event)).status).toBe(200);
  }
}

describe('a refusal is read by a sender that writes everything first:', () => {
  const MEGABYTE = 1_048_576;
  const plain = (bytes: number) => forgedDelivery(bytes);
  const unsigned = (bytes: number) => {
    const { head, body } = forgedDelivery(bytes);
    return { head: Buffer.from(head.toString().replace(/Stripe-Signature: .*\r\n/, '')), body };
  };
  const cases: [string, () => { head: Buffer; body: Buffer }, RegExp[]][] = [
    ['413 to a body over the limit', () => plain(4 * MEGABYTE), [/ 413 .*payload_too_large/s]],
    ['400 to a large one without a signature', () => unsigned(4 * MEGABYTE), [/ 400 .*missing_signature/s]],
    [
      '400, or 503 where too much comes at once',
      () => plain(MEGABYTE),
      [/ 400 .*invalid_signature/s, / 503 .*overloaded/s],
    ],
    ['413 of a page', () => asForm(plain(4 * MEGABYTE)), [/ 413 .*larger than/s]],
  ];
  const asForm = ({ head, body }: { head: Buffer; body: Buffer }) => ({
    head: Buffer.from(head.toString().replace('/api/webhook', '/sign-in')),
    body,
  });

  it.each(cases)('%s', async (_, make, wanted) => {
    const { head, body } = make();
    const request = Buffer.concat([head, body]);
    const answers = await Promise.all(Array.from({ length: 60 }, () => writeThenRead(port(), request)));
    for (const answer of answers)
      expect(
        wanted.some((pattern) => pattern.test(answer)),
        answer.slice(0, 300),
      ).toBe(true);
  });
});

/** Writes all of it, and only then looks for an answer, until the server closes the connection or keeps it. */
function writeThenRead(to: number, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(to, '127.0.0.1');
    socket.on('error', reject);
    socket.write(request, () => {
      socket.on('data', (data) => {
        heard += data.toString('latin1');
        if (/\}$/.test(heard)) socket.end();
      });
    });
    socket.on('close', () => resolve(heard));
  });
}

/** Runs `work` while strangers attack, once they have heard what they should. Returns what they have heard in all. */
async function under(
  attack: AttackName,
  connections: number,
  isOn: (answers: Answers) => boolean,
  work: () => Promise<void>,
): Promise<Answers> {
  const attacker = await startAttacker({ attack, port: port(), connections });
  try {
    await until(async () => isOn(await attacker.answers()), 'the attack');
    await work();
    return await attacker.answers();
  } finally {
    await attacker.stop();
  }
}

describe('while strangers attack, every good event is taken:', () => {
  const attacks: [AttackName, number, (number | 'cut')[]][] = [
    ['GET /', 64, [307]],
    ['GET / with a forged cookie', 64, [307]],
    ['GET /sign-in', 64, [200]],
    ['wrong signatures', 16, [400, 503]],
    ['unfinished bodies', 300, [503]],
  ];
  it.each(attacks)('%s over %i connections', async (name, connections, statuses) => {
    const isOn = (answers: Answers) => statuses.some((status) => (answers.get(status) ?? 0) > 10);
    const answers = await under(name, connections, isOn, deliverGood);
    expect(statuses).toEqual(expect.arrayContaining([...answers.keys()].filter((status) => status !== 'cut')));
  });
});

it('more visitors than can be served are answered with 503, and operators get their pages all the same', async () => {
  const { cookie } = await app.signIn('viewer');
  const isOn = (answers: Answers) => (answers.get(503) ?? 0) > 100 && answers.has(200);
  await under('GET /sign-in', 600, isOn, async () => {
    for (let page = 0; page < 5; page++) {
      const response = await fetch(`${app.url}/findings`, { headers: { cookie } });
      expect(response.status).toBe(200);
      await response.text();
    }
  });
});

it('many unfinished bodies take no more memory than their budget and what it costs to hold it', async () => {
  const args = ['-o', 'rss=', '-p', String(app.process.pid)];
  const residentMb = () => Number(execFileSync('ps', args, { encoding: 'utf8' })) / 1_024;
  const before = residentMb();
  let most = 0;
  // 300 MB, of which 8 may be there at a time.
  const isOn = (answers: Answers) => {
    most = Math.max(most, residentMb());
    return (answers.get(503) ?? 0) > 150;
  };
  await under('unfinished bodies', 300, isOn, async () => {});
  expect(most - before).toBeLessThan(200);
});

it('a page that React fetches without a session leads to the sign-in page, in the form that React reads', async () => {
  const answer = await fetch(`${app.url}/orders`, { headers: { rsc: '1' } });
  const { pathname, searchParams } = new URL(answer.url);
  expect([answer.status, pathname, searchParams.get('next')]).toEqual([200, '/sign-in', '/orders']);
  expect(answer.headers.get('content-type')).toContain('text/x-component');
});

it('who has no session, or a forged one, is sent to the sign-in page without the database', async () => {
  await proxy.cut();
  try {
    const forged = `${sessionCookie}=token.${Buffer.alloc(32).toString('base64')}`;
    for (const cookie of ['', forged]) {
      const page = await fetch(`${app.url}/orders`, { headers: { cookie }, redirect: 'manual' });
      expect([page.status, page.headers.get('location')]).toEqual([307, '/sign-in?next=%2Forders']);
      expect(await page.text()).toBe('');
      expect((await fetch(`${app.url}/orders/export`, { headers: { cookie } })).status).toBe(401);
    }
  } finally {
    await proxy.open();
  }
});
