import { stringify } from 'csv-stringify/sync';
import { defuse } from './defuse';
import type { Cell, ExportColumn } from './export-columns';

export type ExportFormat = 'csv' | 'json';

/** How a file of this format starts, goes on with some rows, and ends. */
export type FileWriter<Row> = {
  contentType: string;
  start(): string;
  rows(rows: Row[], first: boolean): string;
  end(): string;
};

const lineEnd = '\r\n';
/** Excel takes a file without it for the system's old code page, and turns every umlaut into two signs. */
const byteOrderMark = '\ufeff';

/** RFC 4180, in UTF-8 with a byte order mark. */
const csv = <Row>(columns: ExportColumn<Row>[]): FileWriter<Row> => ({
  contentType: 'text/csv; charset=utf-8',
  start: () => byteOrderMark + columns.map(({ name }) => name).join(',') + lineEnd,
  rows: (rows) =>
    stringify(
      rows.map((row) => columns.map(({ cell }) => csvText(cell(row)))),
      { record_delimiter: 'windows' },
    ),
  end: () => '',
});

function csvText({ kind, value }: Cell): string {
  if (value === null || value === undefined) return '';
  if (kind === 'time') return (value as Date).toISOString();
  if (kind === 'json') return defuse(JSON.stringify(value));
  return kind === 'text' ? defuse(String(value)) : String(value);
}

/** One array, an object a line. A download that broke off lacks the last bracket, so that nobody takes it for complete. */
const json = <Row>(columns: ExportColumn<Row>[]): FileWriter<Row> => ({
  contentType: 'application/json; charset=utf-8',
  start: () => '[',
  rows: (rows, first) =>
    rows
      .map((row, index) => {
        const entries = columns.map(({ name, cell }) => [name, jsonValue(cell(row))] as const);
        return `${first && index === 0 ? '\n' : ',\n'}${JSON.stringify(Object.fromEntries(entries))}`;
      })
      .join(''),
  end: () => '\n]\n',
});

function jsonValue({ value }: Cell): unknown {
  if (typeof value !== 'bigint') return value ?? null;
  // Beyond it whoever reads the file would round.
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : String(value);
}

export const fileWriters = { csv, json };
