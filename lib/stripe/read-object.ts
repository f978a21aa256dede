import { z } from 'zod';
import { withReason } from '../kit/log/reason';
import { cleanOptional, cleanText } from '../kit/text';
import { UnprocessableEvent } from './unprocessable-event';

/**
 * Reads the fields that we need of `data.object`, whatever API version rendered it. A field that is missing where it
 * is required throws {@link UnprocessableEvent} with its path and says what stands there instead.
 */
export function readObject<T>(schema: z.ZodType<T>, event: { type: string; data: { object: unknown } }): T {
  const result = schema.safeParse(event.data.object);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `data.object${issue.path.map((key) => `.${String(key)}`).join('')}: ${issue.message}`,
  );
  const lacks = `This ${event.type} lacks what it needs`;
  // A key of metadata is anybody's words.
  const fields = problems.map((problem) => problem.replace(/\.metadata\..*/s, '.metadata'));
  throw withReason(new UnprocessableEvent(`${lacks}: ${problems.join('; ')}`), `${lacks}: ${fields.join('; ')}`);
}

/** A text that must be there. */
export const text = z.string().min(1).transform(cleanText);

/** A text that may be null or missing. */
export const optionalText = z.string().nullish().transform(cleanOptional);

/** The id of a reference, which Stripe renders as an id, or as an object where it was expanded. */
export const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])
  .nullish()
  .transform(cleanOptional);

/**
 * Who the customer is: a Customer (`cus_…`), or an Account (`acct_…`) that is used as one. Every schema of an object
 * that has a customer spreads these two. https://docs.stripe.com/connect/use-accounts-as-customers
 */
export const customerFields = { customer: reference, customer_account: reference };

/** The one id that stands for the customer: the Customer where there is one, else the Account. Null: a guest. */
export const customerOf = (facts: { customer: string | null; customer_account: string | null }): string | null =>
  facts.customer ?? facts.customer_account;

/** An amount in the minor unit. Beyond 2^53 JSON itself has rounded; that is refused. */
export const minorUnits = z.number().int().transform(BigInt);

/** A number that a column of 32 bits holds. */
export const int32 = z.int32();

/** Seconds since 1970, as Stripe writes times, up to the year 9999. */
export const timestamp = z
  .number()
  .int()
  .min(0)
  .max(253_402_300_799)
  .transform((seconds) => new Date(seconds * 1000));

/** Stripe's metadata: texts by key. */
export const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

/**
 * A lower-case currency code: an ISO one, or any other that Stripe has (a stablecoin is `usdc`). One that nobody here
 * knows is kept as it is: an event is not refused because of it. https://docs.stripe.com/currencies
 */
export const currency = z
  .string()
  .trim()
  .min(1)
  .transform((code) => cleanText(code).toLowerCase());
