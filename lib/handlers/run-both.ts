import { type Handler, needsNoPreparation } from './define-handler';

/**
 * One handler from two for the same type: the second runs after the first, in the same transaction. The outcome is the first's,
 * which knows Stripe's object; the second has its words.
 */
export function runBoth(first: Handler, second: Handler): Handler {
  return {
    type: first.type,
    async handle(event, context) {
      const done = await first.handle(event, context);
      const more = await second.handle(event, context);
      return { outcome: done.outcome, summary: `${done.summary}. ${more.summary}` };
    },
    async prepare(event, preparation) {
      const notes = [await first.prepare?.(event, preparation), await second.prepare?.(event, preparation)];
      return notes.filter(Boolean).join('. ') || null;
    },
    async isPrepared(event, readiness) {
      return (
        (await needsNoPreparation(first, event, readiness)) && (await needsNoPreparation(second, event, readiness))
      );
    },
  };
}
