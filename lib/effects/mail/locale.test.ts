import { expect, test } from 'vitest';
import { chooseLocale, formatDistance, formatTime } from './locale';

test.each([
  [['de'], { language: 'de', locale: 'de' }],
  [['pt-BR'], { language: 'pt', locale: 'pt-BR' }],
  [['fr-CA'], { language: 'fr', locale: 'fr-CA' }],
  [['es-419'], { language: 'es', locale: 'es-419' }],
  [['en_GB'], { language: 'en', locale: 'en-GB' }],
  [['auto', 'ja-JP'], { language: 'ja', locale: 'ja-JP' }],
  [[null, undefined, 'it'], { language: 'it', locale: 'it' }],
  [['sv', 'nl-BE'], { language: 'nl', locale: 'nl-BE' }],
  [['sv'], { language: 'en', locale: 'en-US' }],
  [['not a locale', ''], { language: 'en', locale: 'en-US' }],
  [['constructor'], { language: 'en', locale: 'en-US' }],
  [['ja-u-nu-fullwide'], { language: 'ja', locale: 'ja' }],
  [[], { language: 'en', locale: 'en-US' }],
])('chooseLocale of %j', (candidates, expected) => {
  expect(chooseLocale(...candidates)).toEqual(expected);
});

test('formatTime names the zone', () => {
  const at = new Date('2026-11-22T14:05:59Z');
  expect(formatTime(at, 'de')).toBe('22. November 2026 um 14:05 UTC');
  expect(formatTime(at, 'ja')).toBe('2026年11月22日 14:05 UTC');
});

test('formatDistance never says that a deadline is further away than it is', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const inHours = (hours: number) => formatDistance(new Date(now.getTime() + hours * 3_600_000), now, 'en');
  expect(inHours(7 * 24 - 0.1)).toBe('in 6 days');
  expect(inHours(47.9)).toBe('in 47 hours');
  expect(inHours(-72)).toBe('3 days ago');
});
