import type { Rejected } from '../outcome';
import { KEPT_CODES, type KeptCode } from './causes';
import { noteRejection } from './note-rejection';

/** What a door knows of a request beside its signature and its body. */
export type DeliveryFacts = {
  signatureHeader: string | null;
  /** The address that was asked for, with or without its origin. */
  url: string;
  userAgent: string | null;
  contentLength: string | null;
  /** Who holds the other end of the connection; null where nobody trustworthy says. */
  remoteAddress: string | null;
};

const isKept = (code: string): code is KeptCode => (KEPT_CODES as readonly string[]).includes(code);

/** Hands a refused delivery on to be kept as evidence. Does no work of its own: the answer has not left yet. */
export function keepRejected(
  rejected: Rejected,
  facts: DeliveryFacts,
  { body, isCut }: { body: string | null; isCut: boolean },
  receivedAt: Date,
): void {
  const { code, cause, message, secretLabel } = rejected;
  if (!cause || !isKept(code)) return;
  const length = Number(facts.contentLength ?? Number.NaN);
  noteRejection({
    code,
    cause,
    message,
    secretLabel,
    door: /\/thin\/?(\?|$)/.test(facts.url) ? 'thin' : 'webhook',
    receivedAt,
    header: facts.signatureHeader,
    userAgent: facts.userAgent,
    remoteAddress: facts.remoteAddress,
    body,
    isCut,
    declaredBytes: Number.isSafeInteger(length) && length >= 0 ? length : null,
  });
}
