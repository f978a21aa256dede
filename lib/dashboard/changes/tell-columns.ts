import { formatMoney } from '../../kit/money/format-money';
import type { Change } from './queries';

/** One column of a changed row, in words. `before` is null for a row that is new, `after` for one that is gone. */
export type ColumnChange = { name: string; before: string | null; after: string | null };

/** Said on other pages, or the same in every row of one object. */
const LEFT_OUT = new Set(['id', 'key', 'account', 'livemode', 'row_id']);
/** A text this long is read on the event's page. */
const LONGEST = 240;

const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text);

/** Columns that hold an amount in minor units. */
const isAmount = (name: string): boolean => /^amount|^available$|^pending$/.test(name);

function show(name: string, value: unknown, currency: string | null): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && isAmount(name) && Number.isSafeInteger(value))
    return formatMoney(BigInt(value), currency);
  if (typeof value === 'string' && isMoment(value)) return moment(value);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}

const moment = (text: string): string => {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
};

/** What became of a row's columns, without those that say nothing. The currency is the row's own, else its order's. */
export function tellColumns({
  before,
  after,
  currency,
}: Pick<Change, 'before' | 'after' | 'currency'>): ColumnChange[] {
  const own = after?.currency ?? before?.currency;
  const code = typeof own === 'string' ? own : currency;
  const theirs = after?.currency_presented ?? before?.currency_presented;
  // What the customer was charged is in their currency.
  const codeOf = (name: string) => (name !== 'amount_presented' ? code : typeof theirs === 'string' ? theirs : null);
  return Object.keys({ ...before, ...after })
    .filter((name) => !LEFT_OUT.has(name) && (isThere(before?.[name]) || isThere(after?.[name])))
    .map((name) => ({
      name: name.replaceAll('_', ' '),
      before: before && show(name, before[name], codeOf(name)),
      after: after && show(name, after[name], codeOf(name)),
    }));
}

const isThere = (value: unknown): boolean =>
  value !== null && value !== undefined && !['{}', '[]'].includes(JSON.stringify(value));
