/** A text that stands inside a body and may be the one that was signed. `where` completes “what stands in this body …”. */
export type Inner = {
  where: string;
  text: string;
  /** Encoded as base64, and not put into something else. */
  base64: boolean;
  /** The Stripe-Signature that was wrapped up with it. */
  header: string | null;
};

/** What one body may cost: garbage must not buy work. */
const MOST = { texts: 8, nodes: 2_000, depth: 6, length: 262_144 };

/** Whether a text is a JSON object; its end is not looked at, because a large one is cut nowhere. */
const isObject = (text: string) => /^\s*\{\s*["}]/.test(text);

/** What looks like an event of Stripe, of either kind. */
export const looksLikeEvent = (text: string): boolean =>
  isObject(text) &&
  /"object"\s*:\s*"(?:event|v2\.core\.event)"/.test(text.slice(0, 4_000)) &&
  /"evt_/.test(text.slice(0, 4_000));

/** The text behind base64, in either alphabet; null where it is none, or nothing that could be an event. */
function fromBase64(text: string): string | null {
  const bare = text.replace(/\s+/g, '');
  if (bare.length < 24 || !/^[\w+/-]+={0,2}$/.test(bare)) return null;
  const decoded = Buffer.from(bare, 'base64').toString('utf8');
  return isObject(decoded) ? decoded : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The texts that an envelope may have been put around on the way, the outermost first: base64, a JSON string of the JSON, a
 * form's field, and what stands in a key of a JSON object: of API Gateway, SNS, EventBridge or a queue of one's own. Of
 * an object in a key, its JSON on one line: `renderings` knows the other ways to print it.
 */
export function unwrap(body: string): Inner[] {
  const found: Inner[] = [];
  let nodes = 0;
  add('as base64', body.trim(), null, 0, true);
  if (/^[\w.-]{1,40}=[^&]{20}/.test(body) && !isObject(body))
    for (const [name, value] of new URLSearchParams(body)) add(`in the field "${name.slice(0, 40)}"`, value, null, 0);
  const json = parse(body);
  if (typeof json === 'string') add('as a JSON string', json, null, 0);
  else look(json, '', null, 0);
  return found;

  /** Takes a text in if it is an object, or one encoded as base64, and looks into it in turn. */
  function add(where: string, text: string, header: string | null, depth: number, whole = false): void {
    if (found.length >= MOST.texts || text.length > MOST.length) return;
    const decoded = fromBase64(text);
    if (decoded === null && (whole || !isObject(text))) return;
    const inner = decoded ?? text;
    found.push({ where: decoded && !whole ? `${where}, as base64` : where, text: inner, base64: whole, header });
    if (!looksLikeEvent(inner)) look(parse(inner), where, header, depth + 1);
  }

  function look(value: unknown, path: string, header: string | null, depth: number): void {
    nodes += 1;
    if (typeof value !== 'object' || value === null || depth > MOST.depth || nodes > MOST.nodes) return;
    const signature = signatureIn(value) ?? header;
    for (const [key, inner] of Object.entries(value)) {
      const where = `${path ? `${path}, ` : ''}under "${key.slice(0, 40)}"`;
      if (typeof inner === 'string') add(where, inner, signature, depth);
      else if (isEvent(inner)) add(where, JSON.stringify(inner), signature, depth);
      else look(inner, path || Array.isArray(value) ? path : where, signature, depth + 1);
    }
  }
}

const isEvent = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'object' in value &&
  (value.object === 'event' || value.object === 'v2.core.event') &&
  'id' in value &&
  typeof value.id === 'string' &&
  value.id.startsWith('evt_');

/** The header of the request that was wrapped up, as API Gateway and its like hand it on. */
function signatureIn(value: object): string | null {
  const headers = 'headers' in value ? value.headers : null;
  if (typeof headers !== 'object' || headers === null) return null;
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'stripe-signature')?.[1];
  const first: unknown = Array.isArray(found) ? found[0] : found;
  return typeof first === 'string' ? first.slice(0, 1_000) : null;
}
