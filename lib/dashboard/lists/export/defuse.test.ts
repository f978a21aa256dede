import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defuse } from './defuse';
import { exportColumns } from './export-columns';
import { fileWriters } from './file-writers';

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\uff1d1',
  '\uff0b1',
  '\uff0d1',
  '\uff201',
  '  =cmd|calc',
  '"=1',
  "'=1",
  '\u200b=1',
  '\ufeff=1',
])('%j is defused', (text) => {
  expect(defuse(text)).toBe(`'${text}`);
});

test.each(['', 'Anna', 'a=b', 'anna@example.com', '1-2', 'ord_1'])('%j stays as it is', (text) => {
  expect(defuse(text)).toBe(text);
});

test('what is defused starts with no sign of a formula, however often it is done', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(defuse(text)).toMatch(/^[^=+\-@\t\r\n]|^$/);
    }),
  );
});

describe('a file', () => {
  type Row = { name: string | null; amount: bigint; currency: string; at: Date; livemode: boolean; account: null };
  const columns = exportColumns<Row>(({ text, money, time }) => [
    text('name', (row) => row.name),
    money('amount', (row) => row.amount),
    time('at', (row) => row.at),
  ]);
  const row: Row = { name: '=1+1', amount: -500n, currency: 'jpy', at: new Date(0), livemode: true, account: null };
  const write = (format: 'csv' | 'json', rows: Row[]) => {
    const writer = fileWriters[format]<Row>(columns);
    return writer.start() + writer.rows(rows, true) + writer.end();
  };

  test('as CSV: a mark for Excel, our own negative numbers as numbers, foreign text as text', () => {
    expect(write('csv', [row, { ...row, name: 'a,"b"\nc', currency: 'usd' }])).toBe(
      '\ufeffname,amount,amount_decimal,at,mode,account\r\n' +
        "'=1+1,-500,-500,1970-01-01T00:00:00.000Z,live,\r\n" +
        '"a,""b""\nc",-500,-5.00,1970-01-01T00:00:00.000Z,live,\r\n',
    );
  });

  test('as JSON: one array, text verbatim, an amount that a reader would round as text', () => {
    expect(JSON.parse(write('json', [row, { ...row, amount: 2n ** 60n }]))).toEqual([
      {
        name: '=1+1',
        amount: -500,
        amount_decimal: '-500',
        at: '1970-01-01T00:00:00.000Z',
        mode: 'live',
        account: null,
      },
      expect.objectContaining({ amount: '1152921504606846976', amount_decimal: '1152921504606846976' }),
    ]);
    expect(JSON.parse(write('json', []))).toEqual([]);
  });
});
