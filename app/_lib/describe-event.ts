import { formatMoney } from '@/lib/money/format-money';

/** `payment_intent.amount_capturable_updated` as a person says it: “Payment intent amount capturable updated”. */
export function humanizeType(type: string): string {
  const words = type.replace(/[._]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where an object keeps the amount that its event is about, the first that is there. */
function amountFields(type: string): string[] {
  if (type === 'charge.refunded') return ['amount_refunded'];
  if (type === 'invoice.paid' || type === 'invoice.payment_succeeded') return ['amount_paid'];
  return ['amount_total', 'amount_due', 'amount', 'total'];
}

/** The amount an event is about, written with its currency. Null when its object has none. */
export function describeAmount(type: string, body: string): string | null {
  const object = readObject(body);
  if (!object) return null;
  const amount = amountFields(type)
    .map((field) => object[field])
    .find((value) => typeof value === 'number' && Number.isSafeInteger(value));
  const currency = object.currency;
  if (typeof amount !== 'number' || typeof currency !== 'string') return null;
  return formatMoney(BigInt(amount), currency);
}

function readObject(body: string): Json | null {
  try {
    const event: unknown = JSON.parse(body);
    const data = isObject(event) ? event.data : null;
    return isObject(data) && isObject(data.object) ? data.object : null;
  } catch {
    // The body was signed, not necessarily JSON; the page shows it as it is.
    return null;
  }
}

/** A span of time in its two largest units: `2 min 4 s`. */
export function formatDuration(millis: number): string {
  if (millis < 1_000) return `${Math.max(0, Math.round(millis))} ms`;
  if (millis < 10_000) return `${(millis / 1_000).toFixed(1)} s`;
  const seconds = Math.round(millis / 1_000);
  const units: [string, number][] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  let rest = seconds;
  return units
    .slice(first, first + 2)
    .map(([name, size]) => {
      const count = Math.floor(rest / size);
      rest %= size;
      return count > 0 ? `${count} ${name}` : '';
    })
    .filter(Boolean)
    .join(' ');
}

/** A size in the unit that people read: `3.4 KB` (of 1,000 bytes). */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
