import type Stripe from 'stripe';
import { KnownError } from '../../kit/known-error';
import type { StoryOptions } from './story-facts';
import { suggest } from './suggest';

/** Values by their path in the event: `{'data.object.amount': 4200}`. */
export type SetValues = Record<string, unknown>;

/** A path that cannot be set; the message names what is there instead. */
export class SetPathError extends KnownError {}

type Place = { parent: Record<string, unknown>; key: string };

const REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads `path=value`. The value is JSON where it parses as JSON, else text. Throws {@link SetPathError}. */
export function parseSetValue(assignment: string): [path: string, value: unknown] {
  const equals = assignment.indexOf('=');
  if (equals < 1)
    throw new SetPathError(`--set wants path=value, like data.object.amount=4200; "${assignment}" is not that`);
  const [path, text] = [assignment.slice(0, equals).trim(), assignment.slice(equals + 1)];
  try {
    return [path, JSON.parse(text)];
  } catch {
    return [path, text];
  }
}

/** Puts the values into one event. Throws {@link SetPathError} for a path that leads nowhere, or to a misspelt key. */
export function applyToEvent(event: Stripe.Event, values: SetValues): void {
  for (const [path, value] of Object.entries(values)) {
    const place = findPlace(event, path);
    if (!place) throw new SetPathError(noPlace([event], path));
    refuseTypo(place, path);
    place.parent[place.key] = structuredClone(value);
  }
}

/**
 * Puts the values into a sequence of events: where the key exists, or if it exists nowhere, to every event with a place for
 * it. Facts such as the amount are in the story already, which knows better what a partial refund is of.
 */
export function applyToStory(events: readonly Stripe.Event[], values: SetValues): void {
  const facts = new Set(Object.values(FACTS).flat());
  for (const [path, value] of Object.entries(values)) {
    const places = events.flatMap((event) => findPlace(event, path) ?? []);
    const known = places.filter(({ parent, key }) => Object.hasOwn(parent, key));
    if (facts.has(path)) {
      if (known.length === 0) throw new SetPathError(`no event of this scenario has ${path}`);
      continue;
    }
    if (places.length === 0) throw new SetPathError(noPlace(events, path));
    if (known.length === 0) for (const place of places) refuseTypo(place, path);
    for (const { parent, key } of known.length > 0 ? known : places) parent[key] = structuredClone(value);
  }
}

const FACTS = {
  amount: ['data.object.amount', 'data.object.amount_total', 'data.object.amount_due'],
  currency: ['data.object.currency'],
  customer: ['data.object.customer'],
  email: ['data.object.customer_details.email', 'data.object.receipt_email', 'data.object.customer_email'],
};

/** The facts of the story that follow from the values, so that `data.object.amount=4200` is a payment of 4200 throughout. */
export function factsFrom(values: SetValues): Pick<StoryOptions, 'amount' | 'currency' | 'customer' | 'email'> {
  const first = (fact: keyof typeof FACTS, fits: (value: unknown) => boolean) =>
    FACTS[fact].map((path) => values[path]).find(fits);
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  const facts = {
    amount: first('amount', (value) => Number.isSafeInteger(value) && Number(value) > 0),
    currency: first('currency', (value) => typeof value === 'string' && /^[a-z]{3}$/.test(value)),
    customer: first('customer', isText),
    email: first('email', isText),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** A new key is welcome, since Stripe leaves optional ones out; but not one that is nearly the name of another. */
function refuseTypo({ parent, key }: Place, path: string): void {
  if (Object.hasOwn(parent, key) || path.split('.').at(-2) === 'metadata') return;
  const [near] = suggest(key, Object.keys(parent), { limit: 1, within: 2 });
  if (near) throw new SetPathError(`there is no ${path}; did you mean ${path.slice(0, -key.length)}${near}?`);
}

function findPlace(event: Stripe.Event, path: string): Place | undefined {
  const keys = keysOf(path);
  const key = keys.pop() as string;
  let parent: unknown = event;
  for (const step of keys) parent = isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
  if (!isObject(parent)) return undefined;
  if (Array.isArray(parent) && !(Number(key) < parent.length)) return undefined;
  return { parent, key };
}

function keysOf(path: string): string[] {
  const keys = path.split('.');
  const refused = keys.find((key) => REFUSED.has(key));
  if (refused) throw new SetPathError(`"${path}" cannot be set: ${refused} is refused`);
  if (keys.some((key) => key === '')) throw new SetPathError(`"${path}" is no path; write it like data.object.amount`);
  return keys;
}

/** Says how far the path leads, in the event where it leads farthest, and what stands there. */
function noPlace(events: readonly Stripe.Event[], path: string): string {
  const [way] = events
    .map((event) => walk(event, keysOf(path)))
    .sort((a, b) => b.walked.length - a.walked.length || b.near.length - a.near.length);
  if (!way) return `there is no event to set ${path} in`;
  const { here, walked, missing, near } = way;
  const where = walked.join('.');
  if (!isObject(here)) return `${where} is ${JSON.stringify(here)}; set it as a whole: --set '${where}={…}'`;
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${Object.keys(here).join(', ')}`;
  return `there is no ${missing} in ${where || 'the event'}, which ${path} needs; ${hint}`;
}

function walk(event: unknown, keys: string[]): { here: unknown; walked: string[]; missing: string; near: string[] } {
  let here = event;
  const walked: string[] = [];
  for (const key of keys) {
    if (!isObject(here) || !Object.hasOwn(here, key))
      return { here, walked, missing: key, near: isObject(here) ? suggest(key, Object.keys(here)) : [] };
    here = here[key];
    walked.push(key);
  }
  return { here, walked, missing: '', near: [] };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
