import { describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { expectNoFindings } from '../../../harness/invariants';
import {
  arrivalsOf,
  type MoneyCase,
  moneyCases,
  ordersOf,
  tellOneByOne,
  underOwnIds,
  waitLongEnough,
} from '../../../harness/money-case';

/** Where an object's row is kept, by the prefix of its id. */
const TABLES: Record<string, string> = {
  in: 'invoices',
  sub: 'subscriptions',
  cus: 'customers',
  pm: 'payment_methods',
  po: 'payouts',
};

const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

async function expectRight(told: MoneyCase): Promise<void> {
  const orders = (await ordersOf(told.events)).map(({ fulfilledAt, ...order }) => ({
    ...order,
    fulfilled: fulfilledAt !== null,
  }));
  const wanted = (told.expect.orders ?? []).map((order) =>
    Object.fromEntries(
      Object.entries(order).map(([name, value]) => [camel(name), typeof value === 'number' ? BigInt(value) : value]),
    ),
  );
  expect(orders).toMatchObject(wanted);
  expect(orders).toHaveLength(wanted.length);
  for (const [id, row] of Object.entries(told.expect.rows ?? {})) {
    const table = TABLES[id.split('_')[0] ?? ''];
    const rows = await connections().prisma.$queryRawUnsafe<{ row: object }[]>(
      `select to_jsonb(t) as row from hookwell.${table} t where id = $1`,
      id,
    );
    expect(rows[0]?.row).toMatchObject(row);
  }
}

/**
 * Every case, in up to 24 orders of arrival. `before`: what is done before a run's events come. `reshape`: what is right
 * where it depends on the set-up.
 */
export function tellEveryCase(
  before: (events: MoneyCase['events']) => void,
  reshape: (told: MoneyCase) => MoneyCase = (told) => told,
): void {
  describe.each(moneyCases())('$id: $title', (told) => {
    it('ends right in every order of arrival', async () => {
      for (const [nth, events] of arrivalsOf(told.events).entries()) {
        const run = reshape(underOwnIds({ ...told, events }, `r${nth}`));
        before(underOwnIds(told.events, `r${nth}`));
        await tellOneByOne(run.events);
        await waitLongEnough();
        const failed = await connections().prisma.webhookEvent.findMany({
          where: { id: { in: run.events.map(({ id }) => id) }, status: { notIn: ['processed', 'ignored'] } },
          select: { type: true, lastError: true },
        });
        expect(failed).toEqual([]);
        try {
          await expectRight(run);
        } catch (error) {
          throw new Error(
            `Told as ${events.map(({ id, type }) => `${type} ${id}`).join(', ')}: ${(error as Error).message}`,
          );
        }
      }
    }, 120_000);
  });

  it('and no rule about the money finds anything wrong with them', async () => {
    await connections().prisma
      .$executeRaw`update hookwell.orders set updated_at = now() - interval '1 hour' where hold_code is null`;
    await expectNoFindings(connections().prisma, ['held_for_a_person']);
  });
}
