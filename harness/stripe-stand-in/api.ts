import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { EVENT_FACTORIES, type SimulatedType } from '@/lib/dev/simulator/event-factories';
import type { SetValues } from '@/lib/dev/simulator/set-values';
import type { Form } from './form';

/**
 * One call of the API. `id` is what stood in the place of `:id` in the route, `account` is the `Stripe-Account` (or
 * `Stripe-Context`) header.
 */
export type ApiRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  form: Form;
  id: string;
  account: string | null;
  /** https://docs.stripe.com/api/idempotent_requests */
  idempotencyKey: string | null;
};

/** What may happen to a call instead of its answer: an error with headers, or no answer at all. */
export type Fault = { status: number; headers?: Record<string, string> } | 'silence';

/** A part of the route table: `'POST /v1/events/:id/retry'`. What a route returns is the JSON of a 200. */
export type Routes = Record<string, (request: ApiRequest, api: Api) => unknown>;

/** An error as Stripe answers it: https://docs.stripe.com/api/errors */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly type = 'invalid_request_error',
    readonly code?: string,
  ) {
    super(message);
  }
}

/** An object that was made, and the seed of the story in which it was. */
export type Known = { object: { id: string }; seed: string };

/** What the stand-in knows: objects, the events that told of them as text, and who hears of new ones. */
export class Api {
  readonly events = new Map<string, string>();
  /** Ids of events that could not be delivered to every endpoint. */
  readonly undelivered = new Set<string>();
  /** What `GET` of these paths answers, `/v2/core/events/evt_…` for example, by account and path: `acct_… /v1/…`. */
  readonly answers = new Map<string, object>();
  readonly webhookEndpoints = new Map<string, Stripe.WebhookEndpoint>();
  private readonly objects = new Map<string, Known>();
  private readonly answered = new Map<string, { asked: string; answer: unknown }>();

  /** `publish` brings the text of an event to whoever listens. */
  constructor(private readonly publish: (payload: string) => void) {}

  /**
   * Lets something happen: an event of each type, in this order, all of one story, with these values in each.
   * Returns the object of the last one, as a route answers it, and keeps it under its id.
   */
  tell(types: [SimulatedType, ...SimulatedType[]], set: SetValues, seed = randomBytes(8).toString('hex')): object {
    const start = Date.now() - 1000 * Math.max(...types.map((type) => EVENT_FACTORIES[type].after));
    const events = types.map((type) =>
      // Each type counts back from `now` to the start of its story: so they all start at the same time, and the last is now.
      buildEvent(type as string as 'charge.succeeded', {
        seed,
        set,
        now: new Date(start + EVENT_FACTORIES[type].after * 1000),
        // As from Stripe: what only its API knows is asked for there.
        answers: false,
      }),
    ) as Stripe.Event[];
    for (const event of events) this.events.set(event.id, printEvent(event));
    const object = (events.at(-1) as Stripe.Event).data.object as { id: string };
    this.objects.set(object.id, { object, seed });
    for (const event of events) this.publish(printEvent(event));
    return object;
  }

  /** Keeps an object of a story that no event tells of yet. */
  keep<T extends { id: string }>(object: T, seed: string): T {
    this.objects.set(object.id, { object, seed });
    return object;
  }

  /** Answers a call, or says again what the first one of the same key was answered; `replayed` tells which. */
  async once(request: ApiRequest, answer: () => unknown): Promise<{ json: unknown; replayed: boolean }> {
    const { method, path, form, idempotencyKey: key } = request;
    if (method !== 'POST' || !key) return { json: await answer(), replayed: false };
    const asked = JSON.stringify([path, form]);
    const known = this.answered.get(key);
    if (known && known.asked !== asked)
      throw new ApiError(
        400,
        'Keys for idempotent requests can only be used with the same parameters',
        'idempotency_error',
      );
    if (known) return { json: known.answer, replayed: true };
    const json = structuredClone(await answer());
    this.answered.set(key, { asked, answer: json });
    return { json, replayed: false };
  }

  /** An object that was made before. Throws the 404 that Stripe answers. */
  find(id: string, kind: string): Known {
    const known = this.objects.get(id);
    if (!known) throw new ApiError(404, `No such ${kind}: '${id}'`, undefined, 'resource_missing');
    return known;
  }

  /** Sends an event again, as it was. Throws the 404 that Stripe answers. */
  resend(id: string): unknown {
    const payload = this.events.get(id);
    if (!payload) throw new ApiError(404, `No such event: '${id}'`, undefined, 'resource_missing');
    this.publish(payload);
    return JSON.parse(payload);
  }
}
