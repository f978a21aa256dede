import { minorDigits } from '../../../kit/money/currencies';
import { toDecimal } from '../../../kit/money/format-money';

/** What a cell holds. Only `text` may come from outside, and so only it is defused for spreadsheets. */
export type Cell =
  | { kind: 'text'; value: string | null }
  | { kind: 'number'; value: number | bigint | null }
  | { kind: 'decimal'; value: string | null }
  | { kind: 'flag'; value: boolean | null }
  | { kind: 'json'; value: unknown }
  | { kind: 'time'; value: Date | null };

export type ExportColumn<Row> = { name: string; cell(row: Row): Cell };

type Owned = { livemode: boolean; account: string | null };

/** The makers of a list's columns. `money` makes two: the minor unit, and the decimal number as text. */
export type Makers<Row> = {
  text(name: string, get: (row: Row) => string | null): ExportColumn<Row>[];
  number(name: string, get: (row: Row) => number | bigint | null): ExportColumn<Row>[];
  flag(name: string, get: (row: Row) => boolean | null): ExportColumn<Row>[];
  json(name: string, get: (row: Row) => unknown): ExportColumn<Row>[];
  time(name: string, get: (row: Row) => Date | null): ExportColumn<Row>[];
  money(name: string, get: (row: Row) => bigint): ExportColumn<Row>[];
};

const makers: Makers<Record<string, unknown>> = {
  text: (name, get) => [{ name, cell: (row) => ({ kind: 'text', value: get(row) }) }],
  number: (name, get) => [{ name, cell: (row) => ({ kind: 'number', value: get(row) }) }],
  flag: (name, get) => [{ name, cell: (row) => ({ kind: 'flag', value: get(row) }) }],
  json: (name, get) => [{ name, cell: (row) => ({ kind: 'json', value: get(row) }) }],
  time: (name, get) => [{ name, cell: (row) => ({ kind: 'time', value: get(row) }) }],
  money: (name, get) => [
    { name, cell: (row) => ({ kind: 'number', value: get(row) }) },
    { name: `${name}_decimal`, cell: (row) => ({ kind: 'decimal', value: decimal(get(row), row.currency) }) },
  ],
};

/** The columns of an export, each list's own first, and then the mode and the account that the row belongs to. */
export function exportColumns<Row>(build: (make: Makers<Row>) => ExportColumn<Row>[][]): ExportColumn<Row>[] {
  const owner: ExportColumn<Row>[] = [
    { name: 'mode', cell: (row) => ({ kind: 'text', value: (row as Partial<Owned>).livemode ? 'live' : 'test' }) },
    { name: 'account', cell: (row) => ({ kind: 'text', value: (row as Partial<Owned>).account ?? null }) },
  ];
  return [...build(makers as unknown as Makers<Row>).flat(), ...owner];
}

/** Null where there is no currency, or one whose number of digits nobody here knows: the minor unit beside it is exact. */
function decimal(amount: bigint, currency: unknown): string | null {
  const digits = typeof currency === 'string' ? minorDigits(currency) : null;
  return digits === null ? null : toDecimal(amount, digits);
}
