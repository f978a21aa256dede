import { remember } from '../../kit/remember';
import { type Language, TEXTS } from './templates/texts';

/** The language of the texts, and the locale that writes dates and money. */
export type MailLocale = { language: Language; locale: string };

const isKnown = (language: string): language is Language => Object.hasOwn(TEXTS, language);

/**
 * The first of the customer's locales that there are texts for, else English. Takes what Stripe says: `auto`, `pt-BR`,
 * `fr-CA`, or nothing. https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-locale
 */
export function chooseLocale(...candidates: (string | null | undefined)[]): MailLocale {
  for (const candidate of candidates) {
    const locale = parse(candidate);
    if (locale && isKnown(locale.language)) return { language: locale.language, locale: locale.baseName };
  }
  return { language: 'en', locale: 'en-US' };
}

function parse(candidate: string | null | undefined): Intl.Locale | null {
  if (!candidate || candidate === 'auto') return null;
  try {
    return new Intl.Locale(candidate.replaceAll('_', '-'));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** “22 November 2026 at 14:05 UTC”. The customer's zone is not known, so the zone is written. */
export function formatTime(at: Date, locale: string): string {
  return rememberFormat(locale, () => new Intl.DateTimeFormat(locale, WRITTEN_OUT)).format(at);
}

const rememberFormat = remember<Intl.DateTimeFormat>();

const WRITTEN_OUT = {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
} as const;

/** “in 6 days”, “in 5 hours”, “2 days ago”: how far a moment is from now. */
export function formatDistance(at: Date, now: Date, locale: string): string {
  const hours = (at.getTime() - now.getTime()) / 3_600_000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  // Rounded towards zero: a deadline is never further away than it says.
  return Math.abs(hours) < 48 ? format.format(Math.trunc(hours), 'hour') : format.format(Math.trunc(hours / 24), 'day');
}
