import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, it } from 'vitest';
import { effectColumns, effectList } from '@/lib/dashboard/effects/list';
import { exportList, listExport } from '@/lib/dashboard/lists/export/export-list';
import { orderColumns, orderList } from '@/lib/dashboard/orders/list';
import { connections } from '@/lib/db/client';
import type { Actor } from '@/lib/people/auth/roles';
import { useManyEvents } from '../../../harness/many-events';

const many = useManyEvents();
const actor: Actor = { id: null, name: 'Olga', role: 'operator' };
const orders = listExport('orders', orderList, orderColumns);
const effects = listExport('effects', effectList, effectColumns);

const entries = () => many.prisma().auditEntry.findMany({ where: { action: 'list.export' }, orderBy: { id: 'asc' } });

beforeEach(async () => {
  await many.prisma().auditEntry.deleteMany();
});

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const heldBytes = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

/** How many lines a CSV file has below its head, and the most memory that was held while it was read. */
async function read(body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder();
  const before = heldBytes();
  let lines = -1;
  let peak = 0;
  let chunks = 0;
  for await (const chunk of body) {
    lines += decoder.decode(chunk, { stream: true }).split('\r\n').length - 1;
    if (++chunks % 10 === 0) peak = Math.max(peak, heldBytes() - before);
  }
  return { lines, peak };
}

it('streams 90,000 rows, each once, and holds no more than a few chunks of them', async () => {
  const count = await many.prisma().effect.count({ where: { livemode: false } });
  expect(count).toBeGreaterThan(80_000);
  const file = exportList(many.prisma(), effects, { filter: { livemode: false }, format: 'csv', actor });
  const { lines, peak } = await read(file.body);
  expect(lines).toBe(count);
  // The file has 20 MB, its rows as objects several times that.
  expect(peak).toBeLessThan(10 * 1024 * 1024);
  expect(await entries()).toMatchObject([
    {
      actorName: 'Olga',
      target: 'effects',
      detail: { rows: count, complete: true, format: 'csv', filter: { livemode: false } },
    },
  ]);
});

it('exports what the list shows under the same filters, in its order, past the end of a page', async () => {
  const filter = { livemode: false, status: 'refunded', currency: 'eur', account: null };
  const shown: string[] = [];
  let page = await orderList.page(many.prisma(), { ...filter, limit: 500 });
  for (;;) {
    shown.push(...page.rows.map(({ id }) => id));
    if (!page.older) break;
    page = await orderList.page(many.prisma(), { ...filter, limit: 500, before: page.older });
  }
  const { body, fileName } = exportList(many.prisma(), orders, { filter, format: 'json', actor, now: new Date(0) });
  const rows = JSON.parse(await new Response(body).text()) as { id: string; status: string; amount_decimal: string }[];
  expect(rows.map(({ id }) => id)).toEqual(shown);
  expect(rows.length).toBeGreaterThan(1_000);
  expect(fileName).toBe('hookwell-orders-test-1970-01-01-0000Z.json');
});

it('reads no further than its reader, and nothing more once that has gone', async () => {
  let reads = 0;
  const counted = {
    ...effects,
    next: (...request: Parameters<typeof effects.next>) => {
      reads++;
      return effects.next(...request);
    },
  };
  const file = exportList(many.prisma(), counted, { filter: { livemode: false }, format: 'csv', actor });
  const reader = file.body.getReader();
  await reader.read();
  expect(reads).toBeLessThanOrEqual(2);
  await reader.cancel();
  expect(reads).toBeLessThanOrEqual(2);
  expect(await entries()).toMatchObject([{ detail: { complete: false } }]);
  const { pool } = connections();
  expect(pool.idleCount).toBe(pool.totalCount);
});

it('keeps no address that was searched for in the audit log', async () => {
  const filter = { livemode: false, q: 'Anna@example.com' };
  await new Response(exportList(many.prisma(), orders, { filter, format: 'csv', actor }).body).text();
  expect(await entries()).toMatchObject([{ detail: { rows: 0, filter: { q: '(email)' } } }]);
});

it('fails the download when a read fails', async () => {
  const failing = { ...orders, next: async () => Promise.reject(new Error('gone')) };
  const { body } = exportList(many.prisma(), failing, { filter: { livemode: false }, format: 'json', actor });
  await expect(new Response(body).text()).rejects.toThrow('gone');
  expect(await entries()).toEqual([]);
});

it('fails the download when it cannot be written into the audit log', async () => {
  const broken = Object.create(many.prisma(), {
    auditEntry: { value: { create: () => Promise.reject(new Error('no audit')) } },
  });
  const filter = { livemode: false, q: 'ord_000' };
  const { body } = exportList(broken, orders, { filter, format: 'json', actor });
  await expect(new Response(body).text()).rejects.toThrow('no audit');
});
