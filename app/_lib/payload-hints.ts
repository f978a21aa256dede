import { formatMoney } from '@/lib/kit/money/format-money';
import { isNamedObjectId } from './name-object';

const timeKeys =
  /^(?:created|updated|start|end|date|timestamp|until|canceled|next_payment_attempt|last_payment_attempt)$|_(?:at|on|by|date|start|end|after|anchor|until)$/;
const amountKeys =
  /^(?:amount|total|subtotal|fee|net|tax|balance|starting_balance|ending_balance|available|pending|flat_amount|price)$|^(?:amount|total|subtotal)_|_(?:amount|total)$/;

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

/** What a number of a payload means, by its key: the time that Stripe's seconds stand for, or the money. */
export function hintOf(key: string, raw: string, currency: string | null): string | null {
  if (!/^-?\d{1,30}$/.test(raw)) return null;
  const seconds = Number(raw);
  // From 2001 to 2100: smaller numbers under such a key are days or counts.
  if (timeKeys.test(key) && seconds >= 1e9 && seconds < 4.1e9) return `${moment.format(seconds * 1_000)} UTC`;
  if (currency && /^[a-z0-9]{2,12}$/i.test(currency) && amountKeys.test(key)) return formatMoney(BigInt(raw), currency);
  return null;
}

/** The object or event that a string names, if it is an id. A client secret starts like one, and is none. */
export const idIn = (text: string): string | null =>
  text.length <= 255 && !text.includes('_secret_') && (isNamedObjectId(text) || /^evt_\w{3,}$/.test(text))
    ? text
    : null;

/** Characters that change how text looks without being seen: marks of direction, zero widths, controls. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** As many are named one by one; behind them a text is told whole, with a dot for each. */
const mostMarks = 20;

export type TextPart = string | { codes: string };

/** A text cut where it holds characters that nobody would see, which are named instead: `U+202E`. */
export function showUnseen(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  let marks = 0;
  for (const { 0: run, index } of text.matchAll(unseen)) {
    if (++marks > mostMarks) return [...parts, text.slice(end).replaceAll(unseen, '·')];
    if (index > end) parts.push(text.slice(end, index));
    parts.push({ codes: nameRun(run) });
    end = index + run.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function nameRun(run: string): string {
  const [first = '', ...others] = run;
  const code = `U+${(first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return others.length === 0 ? code : `${code} and ${others.length} more`;
}
