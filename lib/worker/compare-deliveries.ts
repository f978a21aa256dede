import { isDeepStrictEqual } from 'node:util';
import Stripe from 'stripe';
import type { Database, Transaction } from '../db/client';
import { lockEvent } from '../inbox/store/lock-event';
import { requeueLocked } from '../inbox/store/replay-event';
import { toRecord } from '../inbox/store/to-record';
import { CHECK_MONEY } from '../kit/jobs/jobs';
import { log } from '../kit/log/log';
import { lockAgainstErasure } from '../privacy/erasure/tombstones';
import { askBesideEvents } from '../stripe/ask-stripe';
import { getStripe } from '../stripe/get-stripe';
import { isMissing } from '../stripe/is-missing';
import { type EventFacts, readEvent } from '../stripe/read-event';

/** A text under an event's id, as what it says. */
type Told = { number: number; label: string | null; body: string; json: unknown; facts: EventFacts };

/** Where the copy stands that was fetched: lib/db/sql/record_deliveries.sql. */
const STRIPES_COPY = 0;

/**
 * Compares the texts that were delivered under one event's id. Where they do not say the same, what was first or what was
 * forged may have been applied: what contradicts is marked, for a finding. With a key Stripe is asked then, and its own copy
 * is what counts from then on. Throws what the SDK throws, so that the job is tried again; the marks are there already.
 */
export async function compareDeliveries(prisma: Database, id: string): Promise<void> {
  const known = await readTold(prisma, id);
  const others = known?.told.filter((other) => !saysTheSame(known.counted, other)) ?? [];
  if (!known || others.length === 0) return;
  const { told, counted } = known;
  if (!(await settle(prisma, id, known, others))) return;
  const copy = told.find(({ number }) => number === STRIPES_COPY) ?? (await fetchCopy(id, told));
  log().error(
    { eventId: id, secrets: told.map(({ label }) => label), stripeSaid: copy !== null },
    `${id} was delivered with different contents; ${copy ? 'the copy that Stripe has counts' : 'what came first counts'}`,
  );
  if (!copy || provesIt(copy, counted)) return;
  // In another version the copy says nothing of the amounts in a text: then all that disagree stay marked.
  const wrong = told.filter((other) => other.number !== STRIPES_COPY && !saysTheSame(copy, other));
  await settle(prisma, id, known, wrong.length > 0 ? wrong : others, copy);
}

/** Whether the copy says what this text says, and is rendered so that one can see it. */
const provesIt = (copy: Told, text: Told): boolean =>
  copy.facts.apiVersion === text.facts.apiVersion && saysTheSame(copy, text);

type Known = { told: Told[]; counted: Told };

/**
 * Marks what contradicts, and makes Stripe's copy count where there is one, under the event's lock. False: it was redacted, or
 * another text counts since it was read, so that nothing is to be done.
 */
async function settle(prisma: Database, id: string, { counted }: Known, wrong: Told[], copy?: Told): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    await lockAgainstErasure(tx);
    await lockEvent(tx, id);
    const event = await tx.webhookEvent.findUnique({ where: { id }, select: { bodyNumber: true, redactedAt: true } });
    if (event?.bodyNumber !== counted.number || event.redactedAt) return false;
    const numbers = wrong.map(({ number }) => number);
    await tx.eventDelivery.updateMany({ where: { eventId: id }, data: { contradicts: false } });
    await tx.eventDelivery.updateMany({ where: { eventId: id, number: { in: numbers } }, data: { contradicts: true } });
    if (copy) await makeItCount(tx, id, copy);
    await tx.$queryRaw`
      select id::text from hookwell_worker.add_job(${CHECK_MONEY}, '{}'::json, max_attempts => 1, job_key => ${CHECK_MONEY})`;
    return true;
  });
}

async function readTold(prisma: Database, id: string): Promise<Known | null> {
  const [event, rows] = await Promise.all([
    prisma.webhookEvent.findUnique({ where: { id }, select: { bodyNumber: true, account: true } }),
    prisma.eventDelivery.findMany({
      where: { eventId: id, body: { not: null } },
      select: { number: true, secretLabel: true, body: true },
      orderBy: { number: 'asc' },
    }),
  ]);
  const told = rows.flatMap(({ number, secretLabel, body }) => {
    const [text] = toTold(number, secretLabel, body ?? '');
    if (!text) return [];
    // Where the sweep asked in an account's name, the event's row has the account, and the copy may not.
    return number === STRIPES_COPY ? [ofAccount(text, event?.account ?? null)] : [text];
  });
  const counted = told.find(({ number }) => number === event?.bodyNumber);
  return counted ? { told, counted } : null;
}

const ofAccount = (told: Told, account: string | null): Told => ({
  ...told,
  facts: { ...told.facts, account: told.facts.account ?? account },
});

function toTold(number: number, label: string | null, body: string): Told[] {
  const json: unknown = JSON.parse(body);
  const read = readEvent(json);
  return read.kind === 'event' ? [{ number, label, body, json, facts: read.facts }] : [];
}

/** Whether two texts are of one fact. Two API versions render its object differently, and one may be a notification only. */
function saysTheSame(one: Told, other: Told): boolean {
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

/**
 * Without what changes from one delivery to the next: how many endpoints Stripe still waits for; the account, which is among
 * the facts; and addresses of pages and files, which Stripe may sign anew.
 */
const contentOf = (json: unknown): unknown =>
  JSON.parse(
    JSON.stringify({ ...(json as object), pending_webhooks: null, account: null }, (_, value: unknown) =>
      typeof value === 'string' && /^https?:\/\//.test(value) ? '' : value,
    ),
  );

/** Stripe's own copy, for whichever account it has one. Null: no key, or Stripe knows no such event (any more). */
async function fetchCopy(id: string, told: Told[]): Promise<Told | null> {
  if (!getStripe()) return null;
  for (const account of new Set(told.map(({ facts }) => facts.account))) {
    const event = await askBesideEvents((stripe) => retrieve(stripe, id, account));
    const [copy] = event ? toTold(STRIPES_COPY, null, JSON.stringify(event, null, 2)) : [];
    if (copy) return ofAccount(copy, account);
  }
  return null;
}

async function retrieve(stripe: Stripe, id: string, account: string | null): Promise<Stripe.Event | null> {
  try {
    return await stripe.events.retrieve(id, undefined, account ? { stripeAccount: account } : {});
  } catch (error) {
    // An account that is not connected, or a key that may not read events: that account has no copy for us.
    if (isMissing(error) || error instanceof Stripe.errors.StripePermissionError) return null;
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
    data: {
      type,
      apiVersion,
      account,
      livemode,
      createdAt,
      requestId,
      objectId,
      customerId,
      bodyNumber: STRIPES_COPY,
      // Ours by our own key, whoever brought it.
      applies: true,
    },
  });
  await tx.eventObject.createMany({
    data: objectIds.map((named) => ({ eventId: id, objectId: named, account })),
    skipDuplicates: true,
  });
  await requeueLocked(tx, id);
}
