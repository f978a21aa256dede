/** Text as PostgreSQL can keep it: U+0000 and lone surrogates, which `text` and `jsonb` refuse, become U+FFFD. */
export function cleanText(value: string): string {
  return value.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** {@link cleanText} for a value that may be missing. Anything but a string counts as missing. */
export function cleanOptional(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value) : null;
}

/** Stripe's metadata, or another flat record of texts, as `jsonb` accepts it. */
export function cleanRecord(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [cleanText(key), cleanText(value)]));
}
