import type { Random } from '@/lib/dev/simulator/random';

/** Bytes for a connection of their own: what no HTTP library sends. `pauses` between pieces, then what is done at the end. */
export type RawRequest = { name: string; pieces: Buffer[]; pauseMs: number; end: 'wait' | 'hang up' | 'half' };

const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'PURGE',
  'POST',
  'post',
  'X',
  'POST\t',
];
const PATHS = [
  '/',
  '//',
  '/webhook',
  '/webhook/',
  '/api/webhook//',
  '/api/webhook?x=1',
  '/api/webhook#x',
  '/api/webhook/..',
  '/api/webhook/%2e%2e/webhook',
  '/%',
  '/%00',
  '/%E0%A4%A',
  '/api/%77ebhook',
  '*',
  'http://example.com/api/webhook',
  '/../../etc/passwd',
  '/events/%00',
  '/rejected/rej_%',
  '/events/evt_%F0%28%8C%28',
  '/orders/[id]',
  '/_next/static/%',
  '/_next/image?url=%',
  '/_next/data/x/y.json',
  '/api/health',
  '/api/webhook/thin/',
  `/${'a'.repeat(9_000)}`,
  `/events?type=${'%00'.repeat(100)}`,
  '/events?before=1~',
  '/rejected?code=__proto__&q=%00%FF',
  '\\',
  '/api\\webhook',
  '',
];

type Good = { headers: string[]; body: Buffer };
type Kinds = (() => RawRequest)[];

const close = 'Connection: close';

const head = (lines: string[], first = 'POST /api/webhook HTTP/1.1') =>
  Buffer.from(`${[first, 'Host: shop.example.com', ...lines].join('\r\n')}\r\n\r\n`, 'latin1');

const lengthOf = (body: Buffer) => `Content-Length: ${body.length}`;

const one = (name: string, ...pieces: Buffer[]): RawRequest => ({ name, pieces, pauseMs: 0, end: 'wait' });

const chunks = (parts: Buffer[]) =>
  Buffer.concat([
    ...parts.map((part) => Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')])),
    Buffer.from('0\r\n\r\n'),
  ]);

const noiseOf = (random: Random) => Buffer.from(Array.from({ length: random.int(1, 400) }, () => random.int(0, 255)));

/** A request that breaks HTTP or stops half way. `headers` and `body` are of a good one. */
export function rawRequest(random: Random, good: Good): RawRequest {
  const cut = random.int(0, good.body.length);
  const kinds = [
    ...oddStarts(random, good),
    ...oddHeaders(random, good),
    ...oddLengths(random, good, cut),
    ...halfWay(random, good, cut),
  ];
  return random.pick(kinds)();
}

function oddStarts(random: Random, good: Good): Kinds {
  const { body } = good;
  const length = lengthOf(body);
  return [
    () => ({ ...one('noise', noiseOf(random)), end: 'half' }),
    () => ({
      ...one('noise behind a good head', head([...good.headers, 'Transfer-Encoding: chunked', close]), noiseOf(random)),
      end: 'half',
    }),
    () => ({ ...one('a TLS hello', Buffer.from('160301020001000001fc0303', 'hex')), end: 'half' }),
    () => {
      const line = random.pick(['GET / HTTP/0.9', 'POST /api/webhook', 'POST /api/webhook HTTP/9.9', '\r\n\r\n']);
      return { ...one('a bare request line', Buffer.from(`${line}\r\n\r\n`)), end: 'half' };
    },
    () =>
      one(
        'an odd method',
        head([close, 'Content-Length: 0'], `${random.pick(METHODS)} ${random.pick(PATHS)} HTTP/1.1`),
      ),
    () => one('an odd path', head([...good.headers, length, close], `POST ${random.pick(PATHS)} HTTP/1.1`), body),
    () => one('HTTP/1.0', head([...good.headers, length], 'POST /api/webhook HTTP/1.0'), body),
    () => one('Expect: 100-continue', head([...good.headers, length, 'Expect: 100-continue', close]), body),
    () => one('Expect: something else', head([...good.headers, length, 'Expect: a miracle', close]), body),
    () => ({
      ...one('an upgrade', head([...good.headers, 'Connection: Upgrade', 'Upgrade: websocket', length]), body),
      end: 'half',
    }),
    () => one('compressed', head([...good.headers, 'Content-Encoding: gzip', length, close]), body),
  ];
}

function oddHeaders(random: Random, good: Good): Kinds {
  const { body } = good;
  const length = lengthOf(body);
  return [
    () =>
      one(
        'many headers',
        head([
          ...good.headers,
          length,
          close,
          ...Array.from({ length: random.int(50, 400) }, (_, i) => `x-${i}: ${i}`),
        ]),
        body,
      ),
    () => one('a header without a colon', head([...good.headers, 'nonsense', length, close]), body),
    () =>
      one(
        'bytes in a header',
        head([...good.headers, `User-Agent: ${random.text(5, '\u00e9\u00ff\u0080\u0001\u007f')}`, length, close]),
        body,
      ),
    () =>
      one(
        'two requests in one packet',
        Buffer.concat([head([...good.headers, length]), body, head([...good.headers, length, close]), body]),
      ),
  ];
}

function oddLengths(random: Random, good: Good, cut: number): Kinds {
  const { body } = good;
  const length = lengthOf(body);
  return [
    () =>
      one('a length and chunks', head([...good.headers, length, 'Transfer-Encoding: chunked', close]), chunks([body])),
    () => one('two lengths', head([...good.headers, length, 'Content-Length: 3', close]), body),
    () =>
      one(
        'a length of nonsense',
        head([
          ...good.headers,
          `Content-Length: ${random.pick(['-1', '1e3', '0x10', '99999999999999999999', '', 'NaN', '+5'])}`,
          close,
        ]),
        body,
      ),
    () => one('a length too short', head([...good.headers, `Content-Length: ${cut}`, close]), body),
    () => ({
      ...one('a length too long', head([...good.headers, `Content-Length: ${body.length + 10}`]), body),
      end: 'hang up',
    }),
    () => ({
      ...one('a length too long, half closed', head([...good.headers, `Content-Length: ${body.length + 10}`]), body),
      end: 'half',
    }),
    () =>
      one(
        'chunks',
        head([...good.headers, 'Transfer-Encoding: chunked', close]),
        chunks([body.subarray(0, cut), body.subarray(cut)].filter((part) => part.length > 0)),
      ),
    () => {
      const size = random.pick(['-1', 'ffffffffffffffff', 'zz', '5;'.padEnd(3_000, 'x')]);
      const start = head([...good.headers, 'Transfer-Encoding: chunked', close]);
      return { ...one('chunks of nonsense', start, Buffer.from(`${size}\r\nhello\r\n0\r\n\r\n`)), end: 'half' };
    },
  ];
}

function halfWay(random: Random, good: Good, cut: number): Kinds {
  const { body } = good;
  const length = lengthOf(body);
  return [
    () => ({ ...one('aborted', head([...good.headers, length]), body.subarray(0, cut)), end: 'hang up' }),
    () => ({ ...one('aborted head', head([...good.headers, length]).subarray(0, random.int(1, 80))), end: 'hang up' }),
    () => ({
      ...one('aborted chunks', head([...good.headers, 'Transfer-Encoding: chunked']), chunks([body]).subarray(0, cut)),
      end: 'hang up',
    }),
    () => ({
      ...one(
        'slow',
        head([...good.headers, length, close]),
        ...[0, 1, 2, 3].map((i) => body.subarray((i * body.length) / 4, ((i + 1) * body.length) / 4)),
      ),
      pauseMs: 5,
    }),
  ];
}
