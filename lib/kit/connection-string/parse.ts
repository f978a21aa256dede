import { applyParameter, type Draft } from './parameters';
import { decode, splitUrl, type UrlParts } from './split-url';
import { type ConnectionTarget, refuse } from './target';

const LOOKS_LIKE = 'it looks like postgresql://user:password@host:5432/database';

/** What people have in this place that is something else, and what to write instead. */
const OTHERS: [pattern: RegExp, message: string][] = [
  [/^psql\b/i, 'is a command: keep only the URL between its quotes'],
  [/^(export\s+)?\w+\s*=\s*["']?\w+:\/\//i, 'begins with the name of a variable: keep only what stands behind the ='],
  [
    /^prisma(\+postgres)?:/i,
    'is an address of Prisma’s proxy, which only Prisma’s own engine speaks to; write the direct one that Prisma’s console shows: postgresql://user:password@db.prisma.io:5432/postgres?sslmode=require',
  ],
  [/^jdbc:/i, `is a URL for Java; write it without jdbc: and with the user in it: ${LOOKS_LIKE.slice(14)}`],
  [/^postgres(ql)?\+\w+:/i, 'is a URL for Python; write postgresql:// without the driver’s name'],
  [
    /^https?:/i,
    'is the address of a web page or an API; the provider shows the database’s own under “Connect”: postgresql://user:password@host:5432/database',
  ],
  [/^socket:|^\//, 'names a socket; write postgresql://user:password@/database?host=/folder/of/the/socket'],
  [
    /^\s*(host|hostaddr|server|data source|dbname|user id|user|port)\s*=/i,
    `is a list of key=value; write it as a URL: ${LOOKS_LIKE.slice(14)}`,
  ],
  [/^\$\{/, 'holds the name of another variable, which nothing has replaced'],
];

/** The same without the quotes and the white space that a copy from a file or a console brings along. */
export function cleanConnectionString(text: string): string {
  const trimmed = trim(text);
  const quoted = /^(["'`])(.*)\1$/s.exec(trimmed);
  return trim(quoted?.[2] ?? trimmed);
}

const trim = (text: string): string => text.replace(/^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/g, '');

/**
 * Reads a connection string in every form that people have. Throws `ConnectionStringError` for one that cannot be
 * honored, with what to write instead; what is left out of account stands in `notes`.
 */
export function parseConnectionString(given: string): ConnectionTarget {
  const text = cleanConnectionString(given);
  if (/[\r\n]/.test(text)) refuse('holds a line break; write it in one line');
  for (const [pattern, message] of OTHERS) if (pattern.test(text)) refuse(message);
  const rest = /^postgres(?:ql)?:\/\/(.*)$/i.exec(text)?.[1];
  if (rest === undefined) refuse(`is not a PostgreSQL URL; ${LOOKS_LIKE}`);
  const parts = splitUrl(rest);
  if (!parts) refuse(`cannot be read; ${LOOKS_LIKE}, with %40 for an @, %2F for a / and %23 for a # in the password`);
  return complete(readParameters(parts), parts);
}

function readParameters({ query }: UrlParts): Draft {
  const draft: Draft = { tls: {}, channelBinding: false, pooled: false, notes: [] };
  const pairs = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [decode(name), decode(value.join('='))] as const;
    });
  // Last, because it asks for more than an sslmode that may stand behind it.
  const inOrder = [...pairs].sort(([a], [b]) => Number(isStricter(a)) - Number(isStricter(b)));
  for (const [name, value] of inOrder) applyParameter(draft, name, value);
  return draft;
}

const isStricter = (name: string) => name === 'channel_binding' || name === 'sslaccept';

function complete(draft: Draft, parts: UrlParts): ConnectionTarget {
  const [, name = '', secret] = /^([^:]*)(?::(.*))?$/s.exec(parts.userinfo ?? '') ?? [];
  const user = draft.user ?? decode(name);
  const password = draft.password ?? (secret === undefined ? undefined : decode(secret));
  refusePlaceholder(password);
  const { host, port } = readHost(draft, parts.hosts);
  const database = draft.database ?? decode(parts.path);
  if (database === '')
    refuse('names no database; write its name behind the host: postgresql://user:password@host:5432/hookwell');
  if (/["'`]$/.test(database)) refuse('ends with a quote that does not belong to it');
  const { port: _, user: __, password: ___, ...rest } = draft;
  const tls = host.startsWith('/') ? {} : draft.tls;
  if (tls.direct && (tls.mode === undefined || tls.mode === 'disable'))
    refuse('has sslnegotiation=direct without TLS; add sslmode=verify-full');
  return { ...rest, tls, host, port, database, ...(user && { user }), ...(password && { password }) };
}

/** What a provider's page shows in the password's place. */
function refusePlaceholder(password: string | undefined): void {
  if (password === undefined) return;
  if (/^\[.*password.*\]$|^<.*password.*>$|^your[-_]password$/i.test(password))
    refuse('still holds the placeholder for the password; put the database’s password there');
  if (/^[*•]+$/.test(password)) refuse('holds asterisks instead of the password; copy it with the password shown');
  if (/^\$\{\w+\}$|^\{\{.*\}\}$/.test(password))
    refuse('holds the name of a variable in the password’s place, which nothing has replaced');
}

function readHost(draft: Draft, hosts: string): { host: string; port: number } {
  if (draft.host === undefined && hosts.includes(','))
    refuse('names several hosts, and one is connected to; write the primary’s, or a name that follows it');
  const [, fromUrl = '', portOfUrl] = /^(\[.*\]|%2f.*?|[^:]*?)(?::([^:]*))?$/i.exec(hosts) ?? [];
  const host = draft.host ?? decode(fromUrl).replace(/^\[(.*)\]$/, '$1');
  const port = draft.port ?? portOfUrl;
  if (host === '')
    refuse('names no host; write postgresql://user:password@host:5432/database, or ?host=/folder for a Unix socket');
  if (host.includes(',')) refuse('names several hosts, and one is connected to; write the primary’s');
  const socket = /^(\/.*)\/\.s\.PGSQL\.(\d+)$/.exec(host);
  if (socket) return { host: socket[1] as string, port: Number(socket[2]) };
  if (!port) return { host, port: 5432 };
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    refuse(
      'has something other than a number where its port should be. If the password holds a #, the env file cut it off there: put the value in quotes, or write %23',
    );
  return { host, port: Number(port) };
}
