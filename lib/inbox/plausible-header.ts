/**
 * Whether a Stripe-Signature header has the form of one: a time, and a signature of 64 hexadecimal digits. It says
 * nothing of the signature. What has not this form cannot be accepted, so that its body is not worth reading.
 */
export const isPlausibleHeader = (header: string | null): boolean =>
  header !== null && /(?:^|,)t=\d/.test(header) && /(?:^|,)v1=[0-9a-f]{64}/.test(header);

/** As much is read of a body whose header has not that form, in bytes: enough to see what it is. */
export const STRANGER_BYTES = 65_536;
