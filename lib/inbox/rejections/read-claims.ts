import { cleanText } from '../../kit/text';

/** What a body says of itself. Nothing vouches for it. */
export type Claims = { eventId: string | null; type: string | null; livemode: boolean | null };

/** Reading more than this is not worth its time. */
const PARSE_LIMIT = 65_536;

const short = (value: unknown, length: number): string | null =>
  typeof value === 'string' && value !== '' ? cleanText(value.slice(0, length)) : null;

/** Reads the claims of a body; of one that is large or no JSON, what its beginning says. */
export function readClaims(body: string | null): Claims {
  if (!body) return { eventId: null, type: null, livemode: null };
  try {
    if (body.length > PARSE_LIMIT) return fromBeginning(body);
    const json = JSON.parse(body) as Record<string, unknown> | null;
    if (typeof json !== 'object' || json === null) return { eventId: null, type: null, livemode: null };
    const { id, type, livemode } = json;
    return {
      eventId: short(id, 255),
      type: short(type, 200),
      livemode: typeof livemode === 'boolean' ? livemode : null,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return fromBeginning(body);
    throw error;
  }
}

function fromBeginning(body: string): Claims {
  const [, id] = /"id"\s*:\s*"(evt_\w{1,250})"/.exec(body.slice(0, 2_000)) ?? [];
  return { eventId: id ?? null, type: null, livemode: null };
}
