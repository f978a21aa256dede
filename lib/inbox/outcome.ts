import type { Cause } from './rejections/causes';

/** Everything the door can say to a delivery: the closed set that the response table maps to HTTP. */
export type RejectionCode =
  | 'missing_signature'
  | 'invalid_signature'
  | 'outside_scope'
  | 'timestamp_out_of_tolerance'
  | 'invalid_payload'
  | 'payload_too_large'
  | 'method_not_allowed'
  | 'storage_unavailable'
  | 'overloaded'
  | 'not_configured';

type Accepted = { kind: 'accepted'; id: string; type: string; duplicate: boolean };
export type Rejected = {
  kind: 'rejected';
  code: RejectionCode;
  message: string;
  /** Finer than the code, and kept as evidence; null where nothing is: a wrong method, a database that is away. */
  cause: Cause | null;
  /** The label of the secret that signed it, where one did. */
  secretLabel: string | null;
};
export type Outcome = Accepted | Rejected;

/**
 * A refusal whose message names the cause and the next step. Code, cause and message go to whoever posted: nothing secret
 * belongs in them. The label stays here, and so does the finer cause that rejections/diagnose.ts finds afterwards.
 */
export const reject = (
  code: RejectionCode,
  message: string,
  cause: Cause | null = null,
  secretLabel: string | null = null,
): Rejected => ({ kind: 'rejected', code, message, cause, secretLabel });
