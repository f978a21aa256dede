import type { Database } from '../../lib/db/client';
import type {
  Effect,
  EventAttempt,
  EventChange,
  EventDelivery,
  OrderRef,
  WebhookEvent,
} from '../../lib/db/generated/client';

/** The models whose rows the handlers of purchases write, by their table. */
const MODELS = {
  orders: 'order',
  payment_intents: 'paymentIntent',
  charges: 'charge',
  checkout_sessions: 'checkoutSession',
  payment_methods: 'paymentMethod',
} as const;

type Model = (typeof MODELS)[keyof typeof MODELS];

/** One row that an event made or changed. */
type RowWrite = { model: Model; id: string; creates: boolean; data: Record<string, unknown> };

/** All that the worker left behind for one event, as data for Prisma. */
export type EventRows = {
  event: WebhookEvent;
  delivery: EventDelivery;
  attempt: Omit<EventAttempt, 'id'>;
  writes: RowWrite[];
  refs: Omit<OrderRef, 'rowId'>[];
  changes: Omit<EventChange, 'id'>[];
  effects: Effect[];
};

type Row = { id: string } & Record<string, unknown>;

/** What an effect's own run wrote after the event: no part of the event's transaction. */
const isOfEffectsRun = ({ tableName, operation, after }: EventChange): boolean =>
  (tableName === 'effects' && operation === 'update') ||
  (tableName === 'orders' && operation === 'update' && Object.hasOwn(after as object, 'fulfilled_at'));

/** Reads what the worker left for these events, in the order in which it applied them. */
export async function readRowsLeft(prisma: Database, eventIds: string[]): Promise<EventRows[]> {
  const where = { eventId: { in: eventIds } };
  const events = await prisma.webhookEvent.findMany({ where: { id: { in: eventIds } } });
  const deliveries = await prisma.eventDelivery.findMany({ where: { ...where, number: 1 } });
  const attempts = await prisma.eventAttempt.findMany({ where, orderBy: { id: 'asc' } });
  const changes = (await prisma.eventChange.findMany({ where, orderBy: { id: 'asc' } })).filter(
    (change) => !isOfEffectsRun(change),
  );
  const effects = await prisma.effect.findMany({ where });
  const orderIds = [...new Set(changes.flatMap(({ orderId }) => orderId ?? []))];
  const refs = await prisma.orderRef.findMany({ where: { orderId: { in: orderIds } } });
  const rows = new Map<string, Row>();
  for (const [table, model] of Object.entries(MODELS)) {
    const ids = [...new Set(changes.filter(({ tableName }) => tableName === table).map(({ objectId }) => objectId))];
    const find = prisma[model] as unknown as { findMany(args: object): Promise<Row[]> };
    for (const row of await find.findMany({ where: { id: { in: ids } } })) rows.set(`${table} ${row.id}`, row);
  }

  /** Where a row was made; each ref came with the object of that id, or else with the order. */
  const makerOf = new Map(
    changes.filter(({ operation }) => operation === 'insert').map(({ objectId, eventId }) => [objectId, eventId]),
  );
  const eventOf = new Map(events.map((event) => [event.id, event]));
  const deliveryOf = new Map(deliveries.map((delivery) => [delivery.eventId, delivery]));
  const changesOf = groupBy(changes, ({ eventId }) => eventId);
  const effectsOf = groupBy(effects, ({ eventId }) => eventId);
  const refsOf = groupBy(refs, ({ ref, orderId }) => makerOf.get(ref) ?? makerOf.get(orderId));
  return attempts.map(({ id: _, ...attempt }) => {
    const ofEvent = changesOf.get(attempt.eventId) ?? [];
    return {
      event: eventOf.get(attempt.eventId) as WebhookEvent,
      delivery: deliveryOf.get(attempt.eventId) as EventDelivery,
      attempt,
      writes: writesOf(ofEvent, rows),
      refs: (refsOf.get(attempt.eventId) ?? []).map(({ rowId: _row, ...ref }) => ref),
      changes: ofEvent.map(({ id: _id, ...change }) => change),
      effects: (effectsOf.get(attempt.eventId) ?? []).map(asRequested),
    };
  });
}

/** One write for each row, however often the event touched it: the row as it is in the end. */
function writesOf(changes: EventChange[], rows: Map<string, Row>): RowWrite[] {
  const byRow = groupBy(
    changes.filter(({ tableName }) => tableName in MODELS),
    ({ tableName, objectId }) => `${tableName} ${objectId}`,
  );
  return [...byRow].map(([key, [first]]) => {
    const { rowId: _, ...data } = rows.get(key) as Row;
    const { tableName, operation, objectId } = first as EventChange;
    const model = MODELS[tableName as keyof typeof MODELS];
    return { model, id: objectId, creates: operation === 'insert', data: withoutNulls(data) };
  });
}

/** The effect as it was asked for, before it ran. */
const asRequested = (effect: Effect): Effect => ({
  ...effect,
  status: 'pending',
  attempts: 0,
  result: null,
  completedAt: null,
});

/** What is left out is null: Prisma wants another word for the null of a column with JSON. */
export const withoutNulls = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;

function groupBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
