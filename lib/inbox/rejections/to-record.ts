import { createHash } from 'node:crypto';
import { cleanText } from '../../kit/text';
import type { Diagnosis } from './diagnose';
import { readClaims } from './read-claims';
import type { RejectionToRecord } from './record-rejections';
import type { Refused } from './refused';

/** As much of a body, in characters, as is kept of it. PostgreSQL compresses it. */
const PIECE = 8_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const cut = (text: string | null, length: number) => (text === null ? null : cleanText(text.slice(0, length)));

/** The row of a refused delivery: its evidence, cleaned and cut. */
export function toRejection(refused: Refused, diagnosis: Diagnosis): RejectionToRecord {
  const { code, door, receivedAt, header, userAgent, remoteAddress, body, isCut, declaredBytes } = refused;
  const whole = isCut ? null : body;
  const claims = readClaims(body);
  const bodySha256 = whole === null ? null : sha256(whole);
  return {
    likeness: likenessOf(refused, diagnosis, claims.eventId, bodySha256),
    code,
    cause: diagnosis.cause,
    message: cleanText(diagnosis.message.slice(0, 1_000)),
    door,
    signed: diagnosis.signed,
    count: 1,
    receivedAt,
    claimedEventId: claims.eventId,
    claimedType: claims.type,
    claimedLivemode: claims.livemode,
    signatureHeader: cut(header, 1_000),
    secretLabel: diagnosis.secretLabel,
    bodySha256,
    bodyBytes: whole === null ? declaredBytes && Math.min(declaredBytes, 2_147_483_647) : Buffer.byteLength(whole),
    bodyPiece: cut(body, PIECE),
    userAgent: cut(userAgent, 300),
    remoteAddress: cut(remoteAddress, 60),
  };
}

/** The tries of one event are alike, and so are equal bodies; without either, what came the same way. */
function likenessOf(refused: Refused, { cause, secretLabel }: Diagnosis, eventId: string | null, hash: string | null) {
  // While no secret is set every delivery is refused for the same reason: one row says it.
  const what = cause === 'not_configured' ? null : (eventId ?? hash ?? refused.remoteAddress);
  return sha256(JSON.stringify([cause, refused.door, secretLabel, what]));
}

/** The row that counts those of a cause that came too fast to be kept one by one. */
export function toSum(last: Refused, count: number): RejectionToRecord {
  return {
    ...toRejection({ ...last, body: null }, { cause: last.cause, message: SUM, secretLabel: null, signed: false }),
    likeness: `sum:${last.cause}:${last.door}`,
    count,
  };
}

const SUM =
  'More of this kind came than are kept one by one. This row counts the others, and shows the last one’s header.';
