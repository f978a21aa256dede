import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares two texts, of which one is a secret, as hashes in constant time: neither length nor beginning can be measured. */
export const equalTexts = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
