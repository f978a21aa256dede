import type { Cause, KeptCode } from './causes';

/** A delivery that the door refused, with all that is known of it. */
export type Refused = {
  code: KeptCode;
  cause: Cause;
  /** What its sender was told. */
  message: string;
  secretLabel: string | null;
  door: 'webhook' | 'thin';
  receivedAt: Date;
  header: string | null;
  userAgent: string | null;
  remoteAddress: string | null;
  /** Null when it was too large or ended early. */
  body: string | null;
  /** Whether that is only its beginning. */
  isCut: boolean;
  /** Its Content-Length, where it has one. */
  declaredBytes: number | null;
};
