/** Everything the door can say to a delivery: the closed set that the response table maps to HTTP. */
export type RejectionCode =
  | 'missing_signature'
  | 'invalid_signature'
  | 'timestamp_out_of_tolerance'
  | 'invalid_payload'
  | 'payload_too_large'
  | 'method_not_allowed'
  | 'storage_unavailable'
  | 'not_configured';

type Accepted = { kind: 'accepted'; id: string; type: string; duplicate: boolean };
export type Rejected = { kind: 'rejected'; code: RejectionCode; message: string };
export type Outcome = Accepted | Rejected;

/** A refusal whose message names the cause and the next step. It goes to whoever posted: nothing secret belongs in it. */
export const reject = (code: RejectionCode, message: string): Rejected => ({ kind: 'rejected', code, message });
