import type Stripe from 'stripe';
import { KnownError } from '../known-error';
import type { StoryOptions } from './story';
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

/**
 * Puts the values into the events. In a sequence a value goes where its key exists already, and only if it exists nowhere
 * to every event with a place for it. Throws {@link SetPathError} when there is none.
 */
export function applyToAll(events: readonly Stripe.Event[], values: SetValues): void {
  for (const [path, value] of Object.entries(values)) {
    const places = events.flatMap((event) => findPlace(event, path) ?? []);
    if (places.length === 0) throw new SetPathError(noPlace(events[0], path));
    const known = places.filter(({ parent, key }) => Object.hasOwn(parent, key));
    for (const { parent, key } of known.length > 0 ? known : places) parent[key] = structuredClone(value);
  }
}

/** The facts of the story that follow from the values, so that `data.object.amount=4200` is a payment of 4200 throughout. */
export function factsFrom(values: SetValues): Pick<StoryOptions, 'amount' | 'currency' | 'customer' | 'email'> {
  const first = (test: (value: unknown) => boolean, ...keys: string[]) =>
    keys.map((key) => values[`data.object.${key}`]).find(test);
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  const facts = {
    amount: first((value) => Number.isSafeInteger(value) && Number(value) > 0, 'amount', 'amount_total', 'amount_due'),
    currency: first((value) => typeof value === 'string' && /^[a-z]{3}$/.test(value), 'currency'),
    customer: first(isText, 'customer'),
    email: first(isText, 'customer_details.email', 'receipt_email', 'email', 'customer_email'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
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

/** Says how far the path leads and what stands there. */
function noPlace(event: unknown, path: string): string {
  let here: unknown = event;
  const walked: string[] = [];
  for (const key of keysOf(path)) {
    if (!isObject(here) || !Object.hasOwn(here, key)) break;
    here = here[key];
    walked.push(key);
  }
  const where = walked.join('.');
  if (!isObject(here)) return `${where} is ${JSON.stringify(here)}; set it as a whole: --set '${where}={…}'`;
  const missing = keysOf(path)[walked.length] ?? '';
  const near = suggest(missing, Object.keys(here));
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${Object.keys(here).join(', ')}`;
  return `there is no ${missing} in ${where || 'the event'}, which ${path} needs; ${hint}`;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
