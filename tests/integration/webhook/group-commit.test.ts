import { describe, expect, it, vi } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { listDeliveries } from '@/lib/dashboard/events/list-deliveries';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { delivery } from '../../../harness/deliveries';
import { holdTable } from '../../../harness/hold-table';
import { until, useInbox } from '../../../harness/inbox';

const inbox = useInbox();

const bodies = (count: number) =>
  Array.from({ length: count }, () => printEvent(buildEvent('payment_intent.succeeded')));

async function post(body: string) {
  const response = await POST(delivery(body));
  const json = (await response.json()) as { id?: string; duplicate?: boolean; error?: { code: string } };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...json };
}

const jobsOf = async (ids: string[]) => {
  const { rows } = await connections().pool.query<{ key: string; count: number }>(
    `select key, count(*)::int from hookwell_worker.jobs where key = any($1) group by key`,
    [ids.map((id) => `event:${id}`)],
  );
  return rows;
};

describe('Requests that wait at the same moment', () => {
  it('share statements, and each has its event and its job when it is answered', async () => {
    await post(bodies(1)[0] as string);
    const query = vi.spyOn(connections().pool, 'query');
    const answers = await Promise.all(bodies(150).map(post));
    const statements = query.mock.calls.length;
    query.mockRestore();
    expect(answers.every(({ status, duplicate }) => status === 200 && duplicate === false)).toBe(true);
    expect(statements).toBeLessThan(75);
    const ids = answers.map(({ id }) => id as string);
    expect(await inbox.prisma().webhookEvent.count({ where: { id: { in: ids } } })).toBe(150);
    expect(await jobsOf(ids)).toHaveLength(150);
  });

  it('may bring the same event many times: one is told that it is new', async () => {
    const [body] = bodies(1) as [string];
    const others = bodies(20);
    const answers = await Promise.all([...others, ...Array.from({ length: 30 }, () => body)].map(post));
    const same = answers.slice(20);
    expect(same.filter(({ duplicate }) => duplicate === false)).toHaveLength(1);
    const { id } = same[0] as { id: string };
    const row = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id } });
    expect(row.deliveries).toBe(30);
    const numbers = (await listDeliveries(inbox.prisma(), id)).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    expect(await jobsOf([id])).toEqual([{ key: `event:${id}`, count: 1 }]);
  });

  it('do not suffer from one whose row PostgreSQL refuses', async () => {
    const bad = buildEvent('payment_intent.succeeded');
    const { pool } = connections();
    await pool.query(`alter table hookwell.webhook_events add constraint no_bad check (id <> '${bad.id}')`);
    const good = bodies(40);
    const answers = await Promise.all([...good.slice(0, 20), printEvent(bad), ...good.slice(20)].map(post));
    await pool.query('alter table hookwell.webhook_events drop constraint no_bad');
    expect(answers.map(({ status }) => status)).toEqual(answers.map((_, at) => (at === 20 ? 503 : 200)));
    const ids = answers.flatMap(({ id }) => id ?? []);
    expect(await inbox.prisma().webhookEvent.count({ where: { id: { in: ids } } })).toBe(40);
    expect(await inbox.prisma().webhookEvent.count({ where: { id: bad.id } })).toBe(0);
  });

  it('do not wait for one whose row somebody holds locked', async () => {
    const [held] = bodies(1) as [string];
    const { id } = (await post(held)) as { id: string };
    const holder = await connections().pool.connect();
    try {
      await holder.query('begin');
      await holder.query('update hookwell.webhook_events set summary = null where id = $1', [id]);
      const again = post(held);
      await until(async () => {
        const { rows } = await connections().pool.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        );
        return rows.length > 0;
      }, 'its delivery to wait for the lock');
      const answers = await Promise.all(bodies(20).map(post));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      await holder.query('rollback');
      expect(await again).toMatchObject({ status: 200, duplicate: true });
    } finally {
      holder.release();
    }
  });

  it('are told to come again when PostgreSQL does not keep up, and nothing that was taken is lost', async () => {
    const hold = await holdTable(inbox.url(), 'webhook_events');
    const sent = bodies(2_800);
    const answered = sent.map(post);
    const refused = await Promise.race(answered);
    expect(refused).toMatchObject({ status: 503, retryAfter: '5', error: { code: 'storage_unavailable' } });
    await hold.release();
    const answers = await Promise.all(answered);
    const taken = answers.filter(({ status }) => status === 200).map(({ id }) => id as string);
    expect(taken.length).toBeGreaterThanOrEqual(2_000);
    expect(answers.filter(({ status }) => status === 503).length).toBe(2_800 - taken.length);
    expect(await inbox.prisma().webhookEvent.count({ where: { id: { in: taken } } })).toBe(taken.length);
  });
});
