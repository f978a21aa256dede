import { PARAMETERS } from './parameters';

/** A connection string in its parts, not decoded yet. `userinfo` is absent where nothing stands before an `@`. */
export type UrlParts = { userinfo?: string; hosts: string; path: string; query: string };

/** A name, an address, `[::1]` or an encoded socket folder, each with an optional port; several separated by commas. */
const HOST = String.raw`(?:\[[0-9A-Fa-f:.]+\]|%2[fF][^/?#@,]*|[A-Za-z0-9_.-]*)(?::[^/?#@,\]]*)?`;
const REMAINDER = new RegExp(String.raw`^(?<hosts>${HOST}(?:,${HOST})*)(?:/(?<path>[^/?#@]*))?(?:\?(?<query>[^#]*))?$`);

/**
 * Splits what stands behind `postgresql://`. A password often holds `@ / ? #` as they are, though a URL wants them
 * encoded: where the reading of the standard makes no sense, the `@` is looked for behind which a host, a database and
 * parameters stand. Returns `undefined` where no reading makes sense.
 */
export function splitUrl(rest: string): UrlParts | undefined {
  const readings = [standardReading(rest), read(rest, undefined), ...anyReading(rest)].filter((each) => each !== null);
  return (
    readings.find(({ query }) => parameterNames(query).every((name) => Object.hasOwn(PARAMETERS, name))) ?? readings[0]
  );
}

/** The last `@` before the first `/`, `?` or `#`: https://url.spec.whatwg.org/#authority-state */
function standardReading(rest: string): UrlParts | null {
  const end = rest.search(/[/?#]/);
  const at = rest.slice(0, end === -1 ? undefined : end).lastIndexOf('@');
  return at === -1 ? null : read(rest, at);
}

function* anyReading(rest: string): Generator<UrlParts | null> {
  for (let at = rest.lastIndexOf('@'); at !== -1; at = at === 0 ? -1 : rest.lastIndexOf('@', at - 1))
    yield read(rest, at);
}

function read(rest: string, at: number | undefined): UrlParts | null {
  const groups = REMAINDER.exec(at === undefined ? rest : rest.slice(at + 1))?.groups;
  if (!groups) return null;
  const { hosts = '', path = '', query = '' } = groups;
  return { ...(at !== undefined && { userinfo: rest.slice(0, at) }), hosts, path, query };
}

const parameterNames = (query: string): string[] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => part.split('=', 1)[0] ?? '');

/** Decodes what is encoded. A password of chance with a lone `%` in it stays as it is. */
export function decode(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes; // no UTF-8: then it was not meant as an encoding
    }
  });
}
