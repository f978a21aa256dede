/**
 * Bodies that are signed like an event and are none: the door verifies them, says `invalid_payload`, and stores
 * nothing. Its answer proves the way, the bytes, the secret and the clock.
 */

/** Read as JSON and written again, whoever does it, these bytes come out differently: indents, escapes, numbers, order. */
export const FRAGILE_BODY = `{
  "object": "hookwell.probe",
  "about": "npm run doctor asks whether this body arrives byte for byte. It is no event: nothing is stored.",
  "z": 1.50,
  "a": 1e2,
  "10": "caf\\u00e9 \\/ Zürich \\u2028",
  "2": [ 12345678901234567890, {} ]
}
`;

/** Comes out of every JSON library as it went in: if only this one verifies, something writes bodies anew. */
export const ROBUST_BODY = '{}';
