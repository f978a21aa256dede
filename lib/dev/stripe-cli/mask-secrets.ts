const SECRET = /whsec_[A-Za-z0-9]+/g;

/** The signing secret in a line of `stripe listen`, if there is one. */
export const secretIn = (line: string): string | undefined => line.match(SECRET)?.[0];

/** The line as it may stand on a screen that others see, and in a log. */
export const maskSecrets = (line: string): string =>
  line.replaceAll(SECRET, 'whsec_…').replaceAll(/\b([sr]k_(?:test|live)_)[A-Za-z0-9]+/g, '$1…');
