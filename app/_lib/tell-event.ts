import { formatMoney } from '@/lib/kit/money/format-money';
import { humanizeType } from './describe-event';
import { headlines } from './headlines';

type Json = Record<string, unknown>;

const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A sentence of what happened, to whom and how much: “Ada Lovelace paid €42.00”. `known` is the customer's name, if it is. */
export function tellEvent(type: string, body: string, known: string | null = null): string {
  const object = readObject(body);
  const facts: Record<string, string | null> = {
    amount: amountOf(type, object),
    who: known ? speakable(known) : whoOf(object),
    what: speakable(object.number) ?? speakable(object.id),
    invoice: speakable(object.invoice),
    status: spoken(object.status),
    reason: spoken(object.reason),
    error: errorOf(object),
    method: methodOf(object),
  };
  const templates = Object.hasOwn(headlines, type) ? (headlines[type] ?? []) : [];
  for (const template of templates) {
    const blanks = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
    if (blanks.every((name) => facts[name])) return fill(template, facts);
  }
  return [humanizeType(type), facts.amount].filter(Boolean).join(': ');
}

/** An id or an address at the beginning stays as it is; words begin like a sentence. */
function fill(template: string, facts: Record<string, string | null>): string {
  const sentence = template.replaceAll(/\{(\w+)\}/g, (_, name) => facts[name] ?? '');
  return template.startsWith('{method}') ? upperFirst(sentence) : sentence;
}

/** Where an object keeps the amount that its event is about, the first that is there. */
function amountFields(type: string): string[] {
  if (type === 'charge.refunded') return ['amount_refunded'];
  if (type === 'charge.captured') return ['amount_captured', 'amount'];
  if (type === 'payment_intent.amount_capturable_updated') return ['amount_capturable', 'amount'];
  if (/^invoice\.(paid|payment_succeeded)$|^invoice_payment\./.test(type)) return ['amount_paid'];
  return ['amount_total', 'amount_due', 'amount', 'total'];
}

function amountOf(type: string, object: Json): string | null {
  // Beyond 2^53 JSON has rounded already; no amount is better than a wrong one.
  const amount = amountFields(type)
    .map((field) => object[field])
    .find((value) => typeof value === 'number' && Number.isSafeInteger(value));
  const { currency } = object;
  if (typeof amount !== 'number' || typeof currency !== 'string' || !/^[a-z0-9]{2,12}$/i.test(currency)) return null;
  return formatMoney(BigInt(amount), currency);
}

function whoOf(object: Json): string | null {
  const details = [object.customer_details, object.billing_details].map(asObject);
  const own = object.object === 'customer' ? [object.name, object.email, object.id] : [];
  const names = [...own, ...details.map(({ name }) => name), object.customer_name];
  const addresses = [...details.map(({ email }) => email), object.customer_email, object.receipt_email];
  const ids = [object.customer, object.customer_account].map((customer) =>
    typeof customer === 'string' ? customer : asObject(customer).id,
  );
  return [...names, ...addresses, ...ids].reduce<string | null>((found, value) => found ?? speakable(value), null);
}

function errorOf(object: Json): string | null {
  const error = asObject(object.last_payment_error ?? object.last_setup_error);
  return spoken(error.decline_code ?? error.code ?? object.failure_code ?? object.failure_reason);
}

function methodOf(object: Json): string | null {
  const { type } = object;
  const card = asObject(object.card);
  if (typeof card.brand === 'string' && typeof card.last4 === 'string')
    return speakable(`${upperFirst(card.brand)} •••• ${card.last4}`);
  return object.object === 'payment_method' && typeof type === 'string' ? `a ${spoken(type)}` : null;
}

const spoken = (value: unknown): string | null => speakable(value)?.replaceAll('_', ' ') ?? null;

/**
 * A text of a payload as a sentence can hold it: short, on one line, without characters that are not seen. Letters that
 * run from right to left are isolated, so that they turn nothing else around.
 */
function speakable(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .slice(0, 500)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  const short = text.length > 60 ? `${text.slice(0, 59).trimEnd().toWellFormed()}…` : text.toWellFormed();
  return /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(short) ? `\u2068${short}\u2069` : short || null;
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The object that the event is about. An event notification only names it. */
function readObject(body: string): Json {
  try {
    const event = asObject(JSON.parse(body));
    return event.object === 'v2.core.event' ? {} : asObject(asObject(event.data).object);
  } catch {
    // The body was signed, not necessarily JSON, and one that was redacted is gone.
    return {};
  }
}
