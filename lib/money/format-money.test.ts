import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorDigits } from './currencies';
import { formatMoney, toDecimal } from './format-money';

/** `Intl` puts a no-break space between a code and its number. */
const write = (amount: bigint, currency: string | null, locale?: string) =>
  formatMoney(amount, currency, locale).replaceAll('\u00a0', ' ');

describe('formatMoney', () => {
  test.each([
    ['two digits', 1099n, 'usd', '$10.99'],
    ['upper-case code', 1099n, 'EUR', '€10.99'],
    ['no minor unit', 1099n, 'jpy', '¥1,099'],
    ['three digits', 5120n, 'kwd', 'KWD 5.120'],
    ['ISK comes with two digits and is written without', 500n, 'isk', 'ISK 5'],
    ['ISK from before 2023 keeps its fraction', 4010n, 'isk', 'ISK 40.10'],
    ['UGX comes with two digits and is written without', 1_500_000n, 'ugx', 'UGX 15,000'],
    ['HUF is charged with two digits', 1045n, 'huf', 'HUF 10.45'],
    ['TWD is charged with two digits', 80_045n, 'twd', 'NT$800.45'],
    ['IDR beyond 32 bits', 1_234_567_890_123n, 'idr', 'IDR 12,345,678,901.23'],
    ['beyond what a float holds', 9_007_199_254_740_993_01n, 'usd', '$9,007,199,254,740,993.01'],
    ['negative', -500n, 'usd', '-$5.00'],
    ['negative and smaller than one', -5n, 'usd', '-$0.05'],
    ['negative with three digits', -1n, 'bhd', '-BHD 0.001'],
    ['zero', 0n, 'usd', '$0.00'],
    ['zero without a minor unit', 0n, 'krw', '₩0'],
  ])('%s', (_, amount, currency, expected) => {
    expect(write(amount, currency)).toBe(expected);
  });

  test('writes a plain number when the currency is not known', () => {
    expect(write(123_456n, null)).toBe('123,456');
    expect(write(123_456n, 'points')).toBe('123,456 points');
  });

  test('follows the locale', () => {
    expect(write(123_456n, 'eur', 'de-DE')).toBe('1.234,56 €');
  });

  test('never throws, whatever a payload calls a currency', () => {
    fc.assert(fc.property(fc.bigInt(), fc.string(), (amount, currency) => formatMoney(amount, currency).length > 0));
  });
});

test('toDecimal loses nothing', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.constantFrom('jpy', 'usd', 'kwd'), (amount, currency) => {
      const digits = minorDigits(currency);
      expect(BigInt(toDecimal(amount, digits).replace('.', ''))).toBe(amount);
    }),
  );
});
