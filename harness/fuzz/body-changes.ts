import type { Random } from '@/lib/dev/simulator/random';
import type { FuzzChange } from './change';

const WEIRD: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  -(2 ** 63),
  '',
  ' ',
  '0',
  'null',
  [],
  [[]],
  {},
  { id: 1 },
  'x'.repeat(5_000),
  'a\u0000b',
  '\ud800',
  '\u202E\u200F',
  '<script>',
  "'; drop table hookwell.webhook_events; --",
  'evt_',
  'pi_',
  'usd',
  'XXX',
  'zzzz',
  '2026-01-01',
  253_402_300_800,
  ['pi_1', null, {}],
  { '': '' },
  { length: -1 },
  { toString: 1, constructor: null },
];

type Node = Record<string, unknown>;

/** The containers of an event. Not recursive: a change before may have made it deep. */
function nodesOf(event: Node): Node[] {
  const nodes = [event];
  for (const node of nodes)
    for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) nodes.push(child as Node);
  return nodes;
}

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

/** A change to the event as an object: wrong types, missing keys, depth. */
export function objectChange(random: Random, order: number): FuzzChange<Node> {
  const [place, key, weird] = [random.next(), random.next(), random.next()];
  const kind = random.pick(['set', 'set', 'set', 'delete', 'rename', 'deepen', 'swell', 'proto'] as const);
  const depth = random.int(10, 500);
  const at = (event: Node) => {
    const nodes = nodesOf(event);
    const node = nodes[Math.floor(place * nodes.length)] ?? event;
    const keys = Object.keys(node);
    return { node, key: keys[Math.floor(key * keys.length)] ?? 'new' };
  };
  return {
    name: `${order} object: ${kind} at ${place.toFixed(3)}/${key.toFixed(3)}${kind === 'set' ? ` value ${Math.floor(weird * WEIRD.length)}` : ''}`,
    apply(original) {
      const event = structuredClone(original);
      const { node, key: name } = at(event);
      if (kind === 'set') node[name] = WEIRD[Math.floor(weird * WEIRD.length)];
      if (kind === 'delete') delete node[name];
      if (kind === 'rename') {
        node[`${name}_`] = node[name];
        delete node[name];
      }
      if (kind === 'deepen') node[name] = nested(depth);
      if (kind === 'swell')
        node[name] = Array.from({ length: depth }, (_, i) => ({ id: `pi_${i}`, object: 'payment_intent' }));
      if (kind === 'proto') Object.defineProperty(node, '__proto__', { value: { polluted: true }, enumerable: true });
      return event;
    },
  };
}

/** The first is the most usual: it is there twice. */
const TEXT_CHANGES = [
  'flip',
  'flip',
  'truncate',
  'twice',
  'cut out',
  'BOM',
  'tail',
  'crlf',
  'compact',
  'big number',
  'double key',
  'brackets',
  'bytes',
  'spaces',
] as const;

/** A change to the printed text, before it is signed: what no JSON library writes. */
export function textChange(random: Random, order: number): FuzzChange<Buffer> {
  const [place, other] = [random.next(), random.next()];
  const kind = random.pick(TEXT_CHANGES);
  const noise = Buffer.from(Array.from({ length: random.int(1, 60) }, () => random.int(0, 255)));
  return {
    name: `${order} text: ${kind} at ${place.toFixed(4)}`,
    apply(text) {
      const at = Math.floor(place * text.length);
      const end = Math.min(text.length, at + Math.floor(other * 200));
      const insert = (piece: string | Buffer) =>
        Buffer.concat([text.subarray(0, at), Buffer.from(piece), text.subarray(at)]);
      switch (kind) {
        case 'flip': {
          const copy = Buffer.from(text);
          if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(other * 8));
          return copy;
        }
        case 'truncate':
          return text.subarray(0, at);
        case 'twice':
          return Buffer.concat([text, text]);
        case 'cut out':
          return Buffer.concat([text.subarray(0, at), text.subarray(end)]);
        case 'BOM':
          return Buffer.concat([Buffer.from('\uFEFF'), text]);
        case 'tail':
          return Buffer.concat([text, noise]);
        case 'crlf':
          return Buffer.from(text.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
        case 'compact':
          return Buffer.from(text.toString('latin1').replace(/\n\s*/g, ''), 'latin1');
        case 'big number':
          return Buffer.from(
            text.toString('latin1').replace(/: -?\d+/, `: ${'9'.repeat(1 + (at % 400))}e${Math.floor(other * 400)}`),
            'latin1',
          );
        case 'double key':
          return Buffer.from(
            text.toString('latin1').replace(/^\{/, '{"id": "evt_double", "livemode": 1, "data": null,'),
            'latin1',
          );
        case 'brackets':
          return insert('['.repeat(1 + (at % 3_000)));
        case 'bytes':
          return insert(noise);
        case 'spaces':
          return insert(' '.repeat(1 + (at % 3_000)));
      }
    },
  };
}
