import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as callCron } from '@/app/api/cron/work/route';
import { POST } from '@/app/api/webhook/route';
import { start as startApp } from '@/instrumentation-node';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { flushRejections } from '@/lib/inbox/rejections/note-rejection';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { resetEnv } from '@/lib/kit/env';
import { shutDown } from '@/lib/kit/shutdown';
import { checkHealth } from '@/lib/ops/health';
import { checkAlerts, claimCheck } from '@/lib/upkeep/alerts/check-alerts';
import { ALERT_RULES, BLIND, REFUSED } from '@/lib/upkeep/alerts/rules/registry';
import { sendAlerts } from '@/lib/upkeep/alerts/send-alerts';
import { startWatch } from '@/lib/upkeep/alerts/start-watch';
import { delivery, newSecret } from '../../../harness/deliveries';
import { until, useInbox } from '../../../harness/inbox';
import { useMailServer } from '../../../harness/mail-server';
import { storeEvents } from '../../../harness/store-event';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const cronSecret = randomBytes(16).toString('hex');
const inbox = useInbox({ CRON_SECRET: cronSecret, ALERT_EMAILS: 'ann@example.com', ALERT_WEBHOOK_SECRET: secret });
const mails = useMailServer();
const posts: { id: string; body: { type: string; data: { rule: string; message: string } } }[] = [];
let answers: number[] = [];
const receiver = createServer(async (request, response) => {
  const body = await text(request);
  // Throws where the signature is not by the rules.
  new Webhook(secret).verify(body, request.headers as Record<string, string>);
  posts.push({ id: String(request.headers['webhook-id']), body: JSON.parse(body) });
  response.writeHead(answers.shift() ?? 204).end();
});

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  process.env.ALERT_WEBHOOK_URL = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alerts`;
  resetEnv();
});
afterAll(() => receiver.close());

const sql = (query: string, ...values: unknown[]) => connections().pool.query(query, values);
const ruleOf = (name: string) => ALERT_RULES.filter((rule) => rule.name === name);
const look = (name: string) => ruleOf(name)[0]?.look(inbox.prisma());
const send = () => sendAlerts(inbox.prisma());

beforeEach(async () => {
  posts.splice(0);
  mails().received.splice(0);
  answers = [];
  await sql(
    'truncate hookwell.alerts, hookwell.check_runs, hookwell.worker_heartbeats, hookwell.webhook_events, hookwell.rejected_deliveries, hookwell.effects, hookwell.findings, hookwell.sweep_states cascade',
  );
  await sql('delete from hookwell_worker._private_jobs');
});

describe('Whoever should hear of it', () => {
  const failing = async (prisma = inbox.prisma()) => checkAlerts(prisma, ruleOf('events-failed'));
  const fail = async () => {
    await storeEvents([buildEvent('payment_method.attached')]);
    await sql("update hookwell.webhook_events set status = 'failed'");
  };

  it('is told once by mail and by webhook, however many workers look, and once more when it is over', async () => {
    await fail();
    await Promise.all([1, 2, 3].map(() => failing()));
    await failing();
    await send();
    expect(posts.map(({ body }) => [body.type, body.data.rule])).toEqual([['alert.opened', 'events-failed']]);
    expect(mails().received.map(({ subject, recipients }) => [subject, recipients])).toEqual([
      ['Hookwell: Events failed', ['ann@example.com']],
    ]);
    expect(mails().received[0]?.text).toContain('1 event failed for good');

    await sql("update hookwell.webhook_events set status = 'processed'");
    await failing();
    await send();
    // It may only have gone for a moment.
    expect(posts).toHaveLength(1);
    await sql("update hookwell.alerts set last_seen_at = now() - interval '4 minutes'");
    await failing();
    await send();
    expect(posts.map(({ body }) => body.type)).toEqual(['alert.opened', 'alert.resolved']);
    expect(mails().received.at(-1)?.subject).toBe('Hookwell: Over: Events failed');
  });

  it('hears of it by the call that finds it, where nothing runs between two calls of the cron', async () => {
    await fail();
    const headers = { authorization: `Bearer ${cronSecret}` };
    expect((await callCron(new Request('http://127.0.0.1/api/cron/work', { headers }))).status).toBe(200);
    expect(posts.map(({ body }) => [body.type, body.data.rule])).toEqual([['alert.opened', 'events-failed']]);
  });

  it('is told again by the same id when the receiver did not take it', async () => {
    answers = [503];
    await fail();
    await failing();
    await send();
    await send();
    expect(posts).toHaveLength(1);
    await sql('update hookwell.alert_messages set next_try_at = now() where sent_at is null');
    await send();
    expect(posts).toHaveLength(2);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1);
    expect(mails().received).toHaveLength(1);
  });

  it('hears of the other rules when one of them cannot be looked at', async () => {
    const broken = { name: 'broken', title: 'Broken', look: () => Promise.reject(new Error('no such table')) };
    await fail();
    await checkAlerts(inbox.prisma(), [broken, ...ruleOf('events-failed')]);
    expect(await inbox.prisma().alert.count()).toBe(1);
  });
});

describe('A rule', () => {
  it('is quiet while all is well', async () => {
    await POST(delivery(printEvent(buildEvent('payment_intent.succeeded'))));
    for (const rule of ALERT_RULES) expect(await rule.look(inbox.prisma()), rule.name).toBeNull();
  });

  it('tells of effects that failed', async () => {
    await sql(
      `insert into hookwell.effects (key, kind, status, livemode) values ('receipt:ord_1', 'receipt', 'failed', false)`,
    );
    expect(await look('effects-failed')).toContain('1 receipt');
  });

  it('tells of an event that is due and waits, not of one whose next try is to come', async () => {
    await storeEvents([buildEvent('payment_intent.succeeded')]);
    await sql(
      "update hookwell.webhook_events set received_at = now() - interval '2 minutes', next_attempt_at = now() + interval '1 hour', status = 'retrying'",
    );
    expect(await look('lag')).toBeNull();
    await sql("update hookwell.webhook_events set next_attempt_at = null, status = 'pending'");
    expect(await look('lag')).toMatch(/waited 1[12]\d s \(the limit is 60\)/);
  });

  it('does not take an old event that was replayed just now for one that has waited since it came', async () => {
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    await sql("update hookwell.webhook_events set received_at = now() - interval '3 days', status = 'processed'");
    await replayEvent(inbox.prisma(), event.id);
    expect(await look('lag')).toBeNull();
    expect(await checkHealth(connections().pool)).toMatchObject({ waiting: { events: 1, oldestSeconds: 0 } });
  });

  it('tells of a silence that is unusual for this shop', async () => {
    await storeEvents(Array.from({ length: 60 }, () => buildEvent('payment_intent.succeeded')));
    const quietFor = (minutes: number, gap: string) =>
      sql(
        `update hookwell.webhook_events e set received_at = now() - make_interval(mins => $1) - n.n * $2::interval
         from (select id, row_number() over (order by id) - 1 as n from hookwell.webhook_events) n where n.id = e.id`,
        minutes,
        gap,
      );
    await quietFor(20, '10 minutes');
    expect(await look('silence')).toBeNull();
    await quietFor(40, '10 minutes');
    expect(await look('silence')).toContain('No event has arrived for 40 minutes');
    // Where one comes every second, a quarter of an hour is what is never too long.
    await quietFor(10, '1 second');
    expect(await look('silence')).toBeNull();
    await quietFor(16, '1 second');
    expect(await look('silence')).toContain('for 16 minutes');
    // The sweep fetches what Stripe does not deliver: nothing arrives all the same.
    await storeEvents([buildEvent('payment_intent.succeeded')], 'sweep');
    expect(await look('silence')).toContain('for 16 minutes');
  });

  it('tells of signatures again after an hour: it may be a real failure by then', async () => {
    const garbage = async () => {
      for (let n = 0; n < 5; n++)
        await POST(delivery(printEvent(buildEvent('charge.succeeded')), { secret: newSecret() }));
      await flushRejections();
      await Promise.all([1, 2].map(() => checkAlerts(inbox.prisma(), ruleOf('signatures'))));
    };
    await garbage();
    await sql("update hookwell.alerts set opened_at = now() - interval '59 minutes'");
    await garbage();
    expect(await inbox.prisma().alert.count()).toBe(1);
    await sql("update hookwell.alerts set opened_at = now() - interval '61 minutes'");
    await garbage();
    await send();
    expect(posts.map(({ body }) => body.type)).toEqual(['alert.opened', 'alert.opened']);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(2);
    expect(await inbox.prisma().alert.count({ where: { resolvedAt: null } })).toBe(1);
  });

  it('wakes nobody again for signatures within the hour, whoever posts garbage between good deliveries', async () => {
    const garbage = async () => {
      for (let n = 0; n < 5; n++)
        await POST(delivery(printEvent(buildEvent('charge.succeeded')), { secret: newSecret() }));
      await flushRejections();
      await checkAlerts(inbox.prisma(), ruleOf('signatures'));
    };
    const good = async () => {
      await POST(delivery(printEvent(buildEvent('payment_intent.succeeded'))));
      await checkAlerts(inbox.prisma(), ruleOf('signatures'));
    };
    const passes = (minutes: number) =>
      sql(
        `update hookwell.alerts set last_seen_at = last_seen_at - make_interval(mins => ${minutes}) where resolved_at is null`,
      );
    for (const minutes of [0, 50]) {
      await garbage();
      await good();
      await passes(minutes);
    }
    await good();
    expect(await inbox.prisma().alert.count({ where: { resolvedAt: null } })).toBe(1);
    await passes(11);
    await good();
    await send();
    expect(posts.map(({ body }) => body.type)).toEqual(['alert.opened', 'alert.resolved']);
  });

  it('tells of signatures that fail in a row, and is quiet once a good delivery came', async () => {
    const refuse = async (times: number) => {
      for (let n = 0; n < times; n++)
        await POST(delivery(printEvent(buildEvent('payment_intent.succeeded')), { secret: newSecret() }));
      await flushRejections();
    };
    await refuse(4);
    expect(await look('signatures')).toBeNull();
    await refuse(3);
    expect(await look('signatures')).toMatch(/[5-7] deliveries in a row were refused/);
    await POST(delivery(printEvent(buildEvent('payment_intent.succeeded'))));
    expect(await look('signatures')).toBeNull();
  });

  it('tells of money that does not add up, and of a sweep that fails', async () => {
    await sql(
      `insert into hookwell.findings (rule, object_id, message, event_ids) values ('refunded', 'ord_1', 'wrong', '{}')`,
    );
    expect(await look('held')).toBeNull();
    await sql(
      `insert into hookwell.findings (rule, object_id, message, event_ids) values ('held_for_a_person', 'ord_2', 'held', '{}')`,
    );
    expect(await look('money')).toBe(
      'Rules about the money do not hold: refunded (1). Each says what to do: /findings',
    );
    expect(await look('held')).toMatch(/^1 paid order is held until somebody decides\. /);
    await sql(
      `insert into hookwell.sweep_states (livemode, since, until, error) values (false, now(), now(), 'Stripe answered 401')`,
    );
    expect(await look('sweep')).toContain('Stripe answered 401');
  });
});

describe('A worker', () => {
  const heartbeat = (seconds: number) =>
    sql(
      `insert into hookwell.worker_heartbeats (pool_id, host, pid, mode, started_at, beat_at)
       values ('w', 'here', 1, 'process', now() - interval '1 day', now() - make_interval(secs => $1))`,
      seconds,
    );

  it('that ended without a goodbye is missed after a minute', async () => {
    await heartbeat(30);
    expect(await look('worker')).toBeNull();
    await sql('truncate hookwell.worker_heartbeats');
    await heartbeat(90);
    expect(await look('worker')).toMatch(/^The last worker was heard 9\d s ago: events are stored, and not applied\. /);
  });

  it('that runs and applies nothing is no running worker', async () => {
    await heartbeat(0);
    await storeEvents([buildEvent('payment_intent.succeeded')]);
    expect(await look('standstill')).toBeNull();
    await sql("update hookwell.webhook_events set received_at = now() - interval '2 minutes'");
    expect(await look('standstill')).toMatch(
      /^A worker is running, but nothing has been applied for 1[12]\d s while an event waits: their jobs are due, /,
    );
  });

  it('whose other jobs fail is told of, with the cause', async () => {
    const { rows } = await sql(
      `select id from hookwell_worker.add_job('check_money', '{}'::json, max_attempts => 1, job_key => 'check_money')`,
    );
    expect(await look('jobs-failed')).toBeNull();
    await sql(
      "update hookwell_worker._private_jobs set attempts = 1, last_error = 'no right' where id = $1",
      rows[0].id,
    );
    expect(await look('jobs-failed')).toBe(
      'Jobs failed for good: check_money (no right). The worker’s log has each with its stack',
    );
    await sql("update hookwell_worker._private_jobs set run_at = now() - interval '2 days' where id = $1", rows[0].id);
    expect(await look('jobs-failed')).toBeNull();
  });
});

describe('The watch', () => {
  const failed = async () => {
    await storeEvents([buildEvent('payment_method.attached')]);
    await sql("update hookwell.webhook_events set status = 'failed'");
  };

  it('tells by mail and by webhook although the queue is gone, and each once, however many watch', async () => {
    await failed();
    await sql('alter schema hookwell_worker rename to gone');
    const watches = [1, 2, 3].map(() => startWatch(inbox.url()));
    try {
      await until(async () => posts.length > 0 && mails().received.length > 0, 'the alert');
      await until(
        async () => (await inbox.prisma().alertMessage.count({ where: { sentAt: null } })) === 0,
        'the record',
      );
      expect(posts.map(({ body }) => [body.type, body.data.rule])).toEqual([['alert.opened', 'events-failed']]);
      expect(mails().received.map(({ subject }) => subject)).toEqual(['Hookwell: Events failed']);
    } finally {
      await Promise.all(watches.map((watch) => watch.stop()));
      await sql('alter schema gone rename to hookwell_worker');
    }
  });

  it('lets one of several look, and the next after half a minute', async () => {
    const claims = () => Promise.all([1, 2, 3, 4, 5].map(() => claimCheck(inbox.prisma())));
    expect((await claims()).filter(Boolean)).toHaveLength(1);
    expect((await claims()).filter(Boolean)).toHaveLength(0);
    await sql("update hookwell.check_runs set finished_at = finished_at - interval '31 seconds'");
    expect((await claims()).filter(Boolean)).toHaveLength(1);
  });

  it('tells that it is blind: a right that is lost must not look like good health', async () => {
    await sql('alter table hookwell.event_attempts rename to away');
    try {
      await sql(
        `insert into hookwell.worker_heartbeats (pool_id, host, pid, mode, started_at, beat_at)
         values ('w', 'here', 1, 'process', now() - interval '1 day', now())`,
      );
      await checkAlerts(inbox.prisma());
    } finally {
      await sql('alter table hookwell.away rename to event_attempts');
    }
    await send();
    expect(posts.map(({ body }) => [body.data.rule, body.data.message])).toEqual([
      [
        'watch',
        expect.stringMatching(
          /refuses to say it: Nothing is applied \(.*relation "hookwell.event_attempts" does not exist/,
        ),
      ],
    ]);
  });

  it('runs in an app that leaves the work to others, as long as the app does', async () => {
    await sql(
      `insert into hookwell.worker_heartbeats (pool_id, host, pid, mode, started_at, beat_at)
       values ('w', 'here', 1, 'process', now() - interval '1 day', now() - interval '2 minutes')`,
    );
    process.env.WORKER = 'external';
    resetEnv();
    try {
      startApp();
      await until(async () => posts.length > 0, 'the alert');
      expect(posts.map(({ body }) => body.data.rule)).toEqual(['worker']);
    } finally {
      await shutDown();
      delete process.env.WORKER;
      resetEnv();
    }
  });

  it('runs in each worker', async () => {
    await failed();
    const { startWorker } = await import('@/lib/worker/start-worker');
    const worker = startWorker({ url: inbox.url(), mode: 'process', concurrency: 1 });
    try {
      await until(async () => posts.length === 1, 'the alert');
    } finally {
      await worker.stop();
    }
  });

  it('finds its rules in the runbook', async () => {
    const { readFile } = await import('node:fs/promises');
    const runbook = await readFile('docs/runbook.md', 'utf8');
    for (const { title } of [...ALERT_RULES, BLIND, REFUSED]) expect(runbook).toContain(`## ${title}\n`);
  });
});
