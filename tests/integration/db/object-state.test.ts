import { expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { objectState } from '@/lib/stripe/object-state';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();

const SCENARIOS = [
  'purchase',
  'authenticated',
  'delayed-payment-failed',
  'hold-released',
  'partial-refund',
  'dispute-won',
  'card-saved',
  'subscription',
  'subscription-past-due',
  'payout',
];

it('An event’s page reads how far an object has come as the handlers write it', async () => {
  for (const seed of SCENARIOS) await applyEvents(buildScenario(seed, { seed }));
  const { rows: tables } = await connections().pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'hookwell' and column_name = 'state_order' order by 1`,
  );
  const filled = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await inbox.prisma().$queryRawUnsafe<{ rank: number; order: number; type: string; body: string }[]>(
        `select t.state_rank as rank, t.state_order as order, e.type, d.body
         from hookwell.${name} t join hookwell.webhook_events e on e.id = t.event_id
         join hookwell.event_deliveries d on d.event_id = e.id and d.number = e.body_number`,
      );
      for (const { type, body, rank, order } of rows)
        expect(objectState({ type, object: JSON.parse(body).data.object }), `${name}, ${type}`).toEqual({
          rank,
          order,
        });
      return rows.length > 0 ? [name] : [];
    }),
  );
  expect(filled.flat()).toEqual(
    expect.arrayContaining([
      'charges',
      'customers',
      'disputes',
      'invoices',
      'payment_intents',
      'refunds',
      'subscriptions',
    ]),
  );
});
