/** Why a delivery was refused, finer than the code that its sender is told. Each has words in app/rejected. */
export const CAUSES = [
  'missing_header',
  'malformed_header',
  'stale',
  'reserialised',
  'wrapped',
  'base64',
  'retired_secret',
  'local_secret',
  'unknown_secret',
  'outside_scope',
  'not_utf8',
  'empty_body',
  'cut_off',
  'too_large',
  'not_an_event',
  'not_configured',
] as const;

export type Cause = (typeof CAUSES)[number];

/** The codes of which rejections are kept. A wrong method is no delivery, and what cannot be stored comes again. */
export const KEPT_CODES = [
  'invalid_signature',
  'outside_scope',
  'timestamp_out_of_tolerance',
  'missing_signature',
  'invalid_payload',
  'payload_too_large',
  'not_configured',
] as const;

export type KeptCode = (typeof KEPT_CODES)[number];
