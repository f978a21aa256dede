import { createHmac, type Hmac } from 'node:crypto';
import { equalTexts } from '../kit/security/equal-texts';

/** Larger than this a body is checked while it arrives, so that one with a wrong signature is never put together. */
export const LARGE_BYTES = 65_536;

/** Signatures in a header that are looked at. Stripe sends one for each secret of the endpoint, two while it is rolled. */
const SIGNATURES = 10;

/**
 * The signatures that each secret would make of a body, computed piece by piece while it arrives. Only to refuse what no
 * secret has signed: what passes is verified by Stripe's SDK. https://docs.stripe.com/webhooks#verify-manually
 */
export class RunningSignatures {
  private readonly running: Hmac[];
  private readonly given: string[];
  private isFirst = true;

  constructor(header: string, secrets: readonly { secret: string }[]) {
    const time = /(?:^|,)t=(\d+)/.exec(header)?.[1];
    this.given = [...header.matchAll(/(?:^|,)v1=([0-9a-f]{64})/g)].slice(0, SIGNATURES).map(([, hex]) => String(hex));
    this.running = secrets.map(({ secret }) => createHmac('sha256', secret).update(`${time}.`));
  }

  update(bytes: Buffer): void {
    // A byte order mark is no part of the text.
    const text =
      this.isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
    this.isFirst = false;
    for (const hmac of this.running) hmac.update(text);
  }

  /** Whether one of the secrets made one of the header's signatures. Once, at the end. */
  fits(): boolean {
    const made = this.running.map((hmac) => hmac.digest('hex'));
    return this.given.some((given) => made.some((expected) => equalTexts(given, expected)));
  }
}
