import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorDigits } from './currencies';
import { formatAmount } from './format-amount';
import { formatMoney, toDecimal } from './format-money';
import { formatMoneyShort } from './format-money-short';

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
  });

  test.each([
    [2_500n, 'usdc', '2500 minor units of USDC'],
    [2_500_000_000n, 'EURC', '2500000000 minor units of EURC'],
    [1n, 'dai', '1 minor unit of DAI'],
    [-2_500n, 'xyz', '-2500 minor units of XYZ'],
    [0n, 'points of the shop', '0 minor units of points of the shop'],
  ])('never says how much %s of an unknown currency (%s) is in whole ones', (amount, currency, expected) => {
    for (const locale of ['en-US', 'de-DE', 'ja-JP']) expect(write(amount, currency, locale)).toBe(expected);
    expect(formatAmount(amount, currency)).toBe(expected);
  });

  test('follows the locale', () => {
    expect(write(123_456n, 'eur', 'de-DE')).toBe('1.234,56 €');
  });

  test('never throws, whatever a payload calls a currency', () => {
    const codes = fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z]{3,5}$/));
    fc.assert(
      fc.property(fc.bigInt(), codes, (amount, currency) =>
        [formatMoney, formatAmount, formatMoneyShort].every((format) => format(amount, currency).length > 0),
      ),
    );
  });
});

test.each([
  [123_456n, 'usd', '$1.23K'],
  [2_500n, 'usdc', '2.5K minor units'],
])('formatMoneyShort writes %s of %s for an axis', (amount, currency, expected) => {
  expect(formatMoneyShort(amount, currency)).toBe(expected);
});

test('toDecimal loses nothing', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.constantFrom('jpy', 'usd', 'kwd'), (amount, currency) => {
      const digits = minorDigits(currency) ?? expect.fail();
      expect(BigInt(toDecimal(amount, digits).replace('.', ''))).toBe(amount);
    }),
  );
});
