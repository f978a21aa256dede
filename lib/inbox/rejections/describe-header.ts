/** The time in a Stripe-Signature header, in seconds. Null: there is none. */
export function signedSeconds(header: string | null): number | null {
  const seconds = Number(/(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(header ?? '')?.[1] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}

/** What is wrong with the form of a Stripe-Signature header, in words. Null: its form is right. */
export function headerFault(header: string): string | null {
  const items = header.split(',').map((item) => item.split('=', 2) as [string, string?]);
  const values = (name: string) => items.filter(([key]) => key === name).map(([, value]) => value ?? '');
  if (/["']/.test(header)) return 'it has quotes in it';
  if (/%3d|%2c/i.test(header)) return 'it is URL-encoded';
  if ((header.match(/(?:^|,)\s*t=/g)?.length ?? 0) > 1) return 'it came twice, and the two were joined';
  if (/\s/.test(header)) return 'it has white space in it';
  if (values('t').length === 0) return 'it has no t=';
  if (!/^\d{1,12}$/.test(values('t')[0] ?? '')) return 'its t= is no time in seconds';
  if (values('v1').length === 0)
    return values('v0').length > 0 ? 'it has only v0=, which is for Stripe’s own tests' : 'it has no v1=';
  const wrong = values('v1').find((value) => !/^[0-9a-f]{64}$/.test(value));
  if (wrong === '') return 'its v1= is empty';
  return wrong === undefined ? null : `its v1= is not 64 hexadecimal digits, but ${wrong.length} characters`;
}

/** A header as it may have been before somebody wrapped or encoded it. */
export const unwrappedHeader = (header: string): string =>
  header
    .replace(/%3d/gi, '=')
    .replace(/%2c/gi, ',')
    .replace(/["'\s]/g, '');

/** A number of seconds as people say it: `312 s (5 min)`. */
export function saySpan(seconds: number): string {
  const units: [string, number][] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ];
  const unit = units.find(([, size]) => seconds >= 2 * size);
  return `${seconds.toLocaleString('en')} s${unit ? ` (${Math.round(seconds / unit[1])} ${unit[0]})` : ''}`;
}
