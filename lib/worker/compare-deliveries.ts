import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import type { Database, Transaction } from '../db/client';
import { lockEvent } from '../events/lock-event';
import { type EventFacts, readEvent } from '../events/read-event';
import { requeueLocked } from '../events/replay-event';
import { toRecord } from '../events/to-record';
import { CHECK_MONEY } from '../jobs/jobs';
import { log } from '../log/log';
import { askBesideEvents } from '../stripe/ask-stripe';
import { getStripe } from '../stripe/client';
import { isMissing } from '../stripe/is-missing';

/** A text under an event's id, as what it says. */
type Told = { number: number; label: string | null; body: string; json: unknown; facts: EventFacts };

/** Where the copy stands that was fetched: lib/db/sql/record_deliveries.sql. */
const STRIPES_COPY = 0;

/**
 * Compares the texts that were delivered under one event's id. Where they do not say the same, what was first or what was
 * forged may have been applied: with a key Stripe is asked, and its own copy is what counts from then on; what contradicts is
 * marked, and a finding says so. Throws what the SDK throws, so that the job is tried again.
 */
export async function compareDeliveries(prisma: Database, id: string): Promise<void> {
  const event = await prisma.webhookEvent.findUnique({ where: { id }, select: { bodyNumber: true } });
  const told = await readTold(prisma, id);
  const counted = told.find(({ number }) => number === event?.bodyNumber);
  if (!event || !counted || told.every((other) => saysTheSame(counted, other))) return;
  const copy = told.find(({ number }) => number === STRIPES_COPY) ?? (await fetchCopy(id, told));
  const truth = copy ?? counted;
  const contradicting = told.filter((other) => !saysTheSame(truth, other));
  await prisma.$transaction(async (tx) => {
    await lockEvent(tx, id);
    const numbers = contradicting.map(({ number }) => number);
    await tx.eventDelivery.updateMany({ where: { eventId: id }, data: { contradicts: false } });
    await tx.eventDelivery.updateMany({ where: { eventId: id, number: { in: numbers } }, data: { contradicts: true } });
    if (copy && contradicting.includes(counted)) await makeItCount(tx, id, copy);
    await tx.$queryRaw`
      select id::text from hookwell_worker.add_job(${CHECK_MONEY}, '{}'::json, max_attempts => 1, job_key => ${CHECK_MONEY})`;
  });
  log().error(
    { eventId: id, secrets: told.map(({ label }) => label), stripeSaid: copy !== null },
    `${id} was delivered with different contents; ${copy ? 'the copy that Stripe has counts' : 'what came first counts'}`,
  );
}

async function readTold(prisma: Database, id: string): Promise<Told[]> {
  const rows = await prisma.eventDelivery.findMany({
    where: { eventId: id, body: { not: null } },
    select: { number: true, secretLabel: true, body: true },
    orderBy: { number: 'asc' },
  });
  return rows.flatMap(({ number, secretLabel, body }) => toTold(number, secretLabel, body ?? ''));
}

function toTold(number: number, label: string | null, body: string): Told[] {
  const json: unknown = JSON.parse(body);
  const read = readEvent(json);
  return read.kind === 'event' ? [{ number, label, body, json, facts: read.facts }] : [];
}

/** Whether two texts are of one fact. Two API versions render its object differently, and one may be a notification only. */
function saysTheSame(one: Pick<Told, 'json' | 'facts'>, other: Pick<Told, 'json' | 'facts'>): boolean {
  if (!isDeepStrictEqual(factOf(one.facts), factOf(other.facts))) return false;
  return (
    one.facts.apiVersion !== other.facts.apiVersion || isDeepStrictEqual(contentOf(one.json), contentOf(other.json))
  );
}

const factOf = ({ type, account, livemode, createdAt, objectId }: EventFacts) => ({
  type,
  account,
  livemode,
  createdAt,
  objectId,
});

/** Without how many endpoints Stripe still waits for, which changes from one delivery to the next. */
const contentOf = (json: unknown): unknown => ({ ...(json as object), pending_webhooks: null });

/** Stripe's own copy, for whichever account it has one. Null: no key, or Stripe knows no such event (any more). */
async function fetchCopy(id: string, told: Told[]): Promise<Told | null> {
  if (!getStripe()) return null;
  for (const account of new Set(told.map(({ facts }) => facts.account))) {
    const event = await askBesideEvents((stripe) => retrieve(stripe, id, account));
    const [copy] = event ? toTold(STRIPES_COPY, null, JSON.stringify(event, null, 2)) : [];
    // Asked for in its name, an account's event may come without it.
    if (copy) return { ...copy, facts: { ...copy.facts, account: copy.facts.account ?? account } };
  }
  return null;
}

async function retrieve(stripe: Stripe, id: string, account: string | null): Promise<Stripe.Event | null> {
  try {
    return await stripe.events.retrieve(id, undefined, account ? { stripeAccount: account } : {});
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Stripe's copy becomes the text that counts, its facts the event's, and the event waits to be applied again. */
async function makeItCount(tx: Transaction, id: string, { body, facts }: Told): Promise<void> {
  const { objectIds, ...row } = toRecord(facts, body, {
    source: 'sweep',
    signatureHeader: null,
    secretLabel: null,
    verifiedAt: null,
  });
  const { type, apiVersion, account, livemode, createdAt, requestId, objectId, customerId, bodySha256, bodyBytes } =
    row;
  await tx.eventDelivery.upsert({
    where: { eventId_number: { eventId: id, number: STRIPES_COPY } },
    create: { eventId: id, number: STRIPES_COPY, source: 'sweep', apiVersion, bodySha256, bodyBytes, body },
    update: {},
  });
  await tx.webhookEvent.update({
    where: { id },
    data: { type, apiVersion, account, livemode, createdAt, requestId, objectId, customerId, bodyNumber: STRIPES_COPY },
  });
  await tx.eventObject.createMany({
    data: objectIds.map((named) => ({ eventId: id, objectId: named, account })),
    skipDuplicates: true,
  });
  await requeueLocked(tx, id);
}
