import type { StoryEvent } from './story-orders';

/** Why an event left an object as it was. */
export type NoChange =
  /** It has not been applied: it waits, failed, or nobody handles its type. */
  | { kind: 'unapplied'; words: string }
  /** It is about something else, and only names the object. */
  | { kind: 'mention'; words: string; about: string | null }
  /** The row was further already. `by` is the event that had brought it there. */
  | { kind: 'stale'; words: string; by: { id: string; type: string } | null }
  /** All that is kept of it was known already. */
  | { kind: 'same'; words: string; by: { id: string; type: string } | null };

type Told = Pick<StoryEvent, 'status' | 'outcome' | 'createdAt' | 'objectId' | 'winner'> & {
  changes: unknown[];
};

const UNAPPLIED = {
  pending: 'Not applied yet: it waits for a worker',
  retrying: 'Not applied yet: it failed and will be tried again by itself',
  failed: 'Not applied: it failed for good and waits for a person',
  ignored: 'Kept, and nothing else: nothing acts on it',
} as const;

/**
 * Why an event changed nothing of an object, or null where it did. `ids` are those of the object: one, or all parts of
 * an order. The outcome that the handler said decides whether it was stale; the times of the two events say why. Where neither
 * tells, the words claim no more than what is known.
 */
export function explainNoChange(event: Told, ids: ReadonlySet<string>): NoChange | null {
  if (event.changes.length > 0) return null;
  if (event.status !== 'processed') return { kind: 'unapplied', words: UNAPPLIED[event.status] };
  if (event.objectId === null || !ids.has(event.objectId))
    return { kind: 'mention', words: 'Names it, but changed nothing of it', about: event.objectId };
  const { winner } = event;
  const stale = event.outcome === 'stale';
  if (!winner)
    return stale
      ? { kind: 'stale', words: 'A later state of it was known already', by: null }
      : { kind: 'same', words: 'Brought nothing that is kept of it', by: null };

  const by = { id: winner.eventId, type: winner.type };
  const state = winner.state?.replaceAll('_', ' ') ?? null;
  const had = state ? `which had already set it to ${state}` : 'which had already been applied';
  const age = Math.sign(event.createdAt.getTime() - winner.createdAt.getTime());
  if (age < 0) return { kind: 'stale', words: `Older than ${by.id}, ${had}`, by };
  if (!stale) return { kind: 'same', words: `Says nothing that was not known from ${by.id}, ${had}`, by };
  if (age === 0) return { kind: 'stale', words: `Of the same second as ${by.id}, ${had}: the further state stays`, by };
  return { kind: 'stale', words: `Newer than ${by.id}, ${had}: a state that it does not take back`, by };
}
