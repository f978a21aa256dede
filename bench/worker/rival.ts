import { setTimeout as delay } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../lib/db/generated/client';
import { SCHEMA } from '../../lib/db/schemas';
import { enqueueEffect } from '../../lib/effects/enqueue-effect';
import { type EventRows, withoutNulls } from './rows-left';

/** What the rival is told: where, how many transactions at a time, and the rows of each event. */
export type RivalTask = { url: string; concurrency: number; rows: EventRows[] };

/** How long all of it took. */
export type RivalReport = { seconds: number };

type Writer = {
  create(args: { data: object }): Promise<unknown>;
  updateMany(args: { where: object; data: object }): Promise<unknown>;
};

let prisma: PrismaClient | undefined;

/**
 * Runs as a process of its own: writes the rows of each event in one interactive transaction of Prisma's, and does
 * nothing else. It knows beforehand what is to be written: no queue, no lock, no reading, no computing.
 */
process.on('message', (task: RivalTask) => {
  void work(task).then((report) => process.send?.(report));
});

async function work({ url, concurrency, rows }: RivalTask): Promise<RivalReport> {
  prisma ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: concurrency }, { schema: SCHEMA }),
  });
  const client = prisma;
  // The parent has just sent megabytes: what that left behind is not to be measured.
  await delay(500);
  const start = performance.now();
  let next = 0;
  const lane = async () => {
    for (let event = rows[next++]; event; event = rows[next++]) await write(client, event);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { seconds: (performance.now() - start) / 1_000 };
}

async function write(client: PrismaClient, rows: EventRows): Promise<void> {
  await client.$transaction(async (tx) => {
    await tx.webhookEvent.create({ data: rows.event });
    await tx.eventDelivery.create({ data: rows.delivery });
    for (const { model, id, creates, data } of rows.writes) {
      const writer = tx[model] as unknown as Writer;
      if (creates) await writer.create({ data });
      else await writer.updateMany({ where: { account: null, id }, data });
    }
    if (rows.refs.length > 0) await tx.orderRef.createMany({ data: rows.refs });
    if (rows.changes.length > 0) await tx.eventChange.createMany({ data: rows.changes.map(withoutNulls) as never });
    await tx.eventAttempt.create({ data: rows.attempt });
    for (const effect of rows.effects) {
      await tx.effect.create({ data: withoutNulls(effect) as never });
      await enqueueEffect(tx, effect.key);
    }
  });
}
