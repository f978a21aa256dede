import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { cleanText } from '../kit/text';
import { optionalText, text, timestamp } from './read-object';

/**
 * What we need of a Customer: https://docs.stripe.com/api/customers/object
 * A deleted one may be rendered as `{id, object, deleted: true}` and nothing else.
 */
export const customerSchema = z
  .object({
    id: text,
    deleted: z
      .boolean()
      .nullish()
      .transform((deleted) => deleted ?? false),
    created: timestamp.nullish().transform((created) => created ?? null),
    email: optionalText,
    name: optionalText,
    // The first that there are texts for is the language of a mail.
    preferred_locales: z
      .array(z.string().transform(cleanText))
      .nullish()
      .transform((locales) => locales ?? []),
  })
  .refine(({ created, deleted }) => created !== null || deleted, { path: ['created'], error: 'is missing' });

export type CustomerFacts = z.output<typeof customerSchema>;

/** A rendering with fields says more than one without, whenever it came; that it is deleted is kept apart from both. */
export const customerState = ({ created }: CustomerFacts): ObjectState => ({
  rank: created === null ? 0 : 1,
  order: 0,
});
