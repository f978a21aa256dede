import { z } from 'zod';
import { cleanOptional, cleanText } from '../kit/text';
import { extractObjectIds } from './extract-object-ids';
import { customerOf } from './read-object';

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const eventId = z.string().regex(/^evt_\w{1,250}$/, 'is no event id');
const eventType = z.string().min(1).max(200);

/** The part of a snapshot event that every one has: https://docs.stripe.com/api/events/object */
const snapshot = z.object({
  id: eventId,
  object: z.literal('event'),
  type: eventType,
  // Year 9999: PostgreSQL takes it, and JavaScript's Date too.
  created: z.number().int().min(0).max(253_402_300_799),
  livemode: z.boolean(),
  api_version: z.string().max(100).nullish(),
  account: z.string().max(255).nullish(),
  request: z.union([z.string(), z.object({ id: z.string().nullish() })]).nullish(),
  data: z.object({ object: z.custom<Record<string, unknown>>(isObject, 'is no object') }),
});

/** An event notification (a thin event) names its object and leaves it out: https://docs.stripe.com/event-destinations#thin-events */
const notification = z.object({
  id: eventId,
  object: z.literal('v2.core.event'),
  type: eventType,
  created: z.iso
    .datetime({ offset: true, message: 'is no ISO 8601 time' })
    .refine((text) => new Date(text).getTime() >= 0, 'lies before 1970'),
  livemode: z.boolean(),
  context: z.string().max(255).nullish(),
  related_object: z.object({ id: z.string().nullish(), type: z.string().nullish() }).nullish(),
  reason: z.object({ request: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
});

/** What is kept of an event beside its body: the columns that people filter by. */
export type EventFacts = {
  id: string;
  type: string;
  apiVersion: string | null;
  account: string | null;
  livemode: boolean;
  createdAt: Date;
  requestId: string | null;
  objectId: string | null;
  customerId: string | null;
  objectIds: string[];
};

export type ReadEvent = { kind: 'event'; facts: EventFacts } | { kind: 'unreadable'; problems: string[] };

/** Reads the facts of a snapshot event or of an event notification; `object` says which one it is. */
export function readEvent(json: unknown): ReadEvent {
  if (!isObject(json)) return { kind: 'unreadable', problems: ['the body: is no JSON object'] };
  const { object } = json as { object?: unknown };
  return object === 'v2.core.event' ? read(notification, json, notificationFacts) : read(snapshot, json, snapshotFacts);
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
  toFacts: (event: z.output<Schema>) => EventFacts,
): ReadEvent {
  const result = schema.safeParse(json);
  if (result.success) return { kind: 'event', facts: toFacts(result.data) };
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'the body'}: ${issue.message}`);
  return { kind: 'unreadable', problems };
}

const idOf = (value: unknown): string | null =>
  cleanOptional(typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : value);

function snapshotFacts(event: z.output<typeof snapshot>): EventFacts {
  const { object } = event.data;
  return {
    id: event.id,
    type: cleanText(event.type),
    apiVersion: cleanOptional(event.api_version),
    account: cleanOptional(event.account),
    livemode: event.livemode,
    createdAt: new Date(event.created * 1000),
    requestId: idOf(event.request),
    objectId: idOf(object.id),
    customerId:
      object.object === 'customer'
        ? idOf(object.id)
        : customerOf({ customer: idOf(object.customer), customer_account: idOf(object.customer_account) }),
    objectIds: extractObjectIds(event.data),
  };
}

function notificationFacts(event: z.output<typeof notification>): EventFacts {
  const related = event.related_object;
  const objectId = cleanOptional(related?.id);
  return {
    id: event.id,
    type: cleanText(event.type),
    apiVersion: null,
    account: accountOf(event.context),
    livemode: event.livemode,
    createdAt: new Date(event.created),
    requestId: cleanOptional(event.reason?.request?.id),
    objectId,
    customerId: related?.type === 'customer' ? objectId : null,
    // Its own id is the only one that it speaks of, whatever that looks like.
    objectIds: objectId ? [objectId] : [],
  };
}

/** The account of a context, whose last part it is: `acct_…`, or `<organization>/acct_…`. https://docs.stripe.com/context */
export function accountOf(context: string | null | undefined): string | null {
  const last = context?.split('/').at(-1);
  return last?.startsWith('acct_') ? cleanText(last) : null;
}
