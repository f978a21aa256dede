import { expect, test } from 'vitest';
import type { EventOutcome } from '../../db/generated/enums';
import { explainNoChange } from './explain-no-change';

const at = (second: number) => new Date(Date.UTC(2026, 9, 1, 12, 0, second));
const winner = { eventId: 'evt_w', type: 'payment_intent.succeeded', createdAt: at(5), state: 'succeeded' };
const event = {
  status: 'processed' as const,
  createdAt: at(3),
  objectId: 'pi_1',
  outcome: 'stale' as EventOutcome | null,
  winner,
  changes: [] as unknown[],
};
const ids = new Set(['pi_1']);

test.each([
  ['older', {}, 'stale', 'Older than evt_w, which had already set it to succeeded'],
  [
    'of the same second',
    { createdAt: at(5) },
    'stale',
    'Of the same second as evt_w, which had already set it to succeeded: the further state stays',
  ],
  [
    'newer, of a lower rank',
    { createdAt: at(9) },
    'stale',
    'Newer than evt_w, which had already set it to succeeded: a state that it does not take back',
  ],
  ['behind an unknown one', { winner: null }, 'stale', 'A later state of it was known already'],
  [
    'behind one without a state',
    { winner: { ...winner, state: null } },
    'stale',
    'Older than evt_w, which had already been applied',
  ],
  [
    'equal in what is kept',
    { createdAt: at(5), outcome: 'applied' as const },
    'same',
    'Says nothing that was not known from evt_w, which had already set it to succeeded',
  ],
  [
    'older, though its handler did not say so',
    { outcome: null },
    'stale',
    'Older than evt_w, which had already set it to succeeded',
  ],
  ['alone', { winner: null, outcome: 'applied' as const }, 'same', 'Brought nothing that is kept of it'],
  ['about something else', { objectId: 'ch_1' }, 'mention', 'Names it, but changed nothing of it'],
  ['about nothing', { objectId: null }, 'mention', 'Names it, but changed nothing of it'],
  ['waiting', { status: 'pending' as const }, 'unapplied', 'Not applied yet: it waits for a worker'],
  ['failed', { status: 'failed' as const }, 'unapplied', 'Not applied: it failed for good and waits for a person'],
  ['without a handler', { status: 'ignored' as const }, 'unapplied', 'Kept, and nothing else: nothing acts on it'],
])('an event that is %s', (_, change, kind, words) => {
  expect(explainNoChange({ ...event, ...change }, ids)).toMatchObject({ kind, words });
});

test('an event that changed something needs no reason', () => {
  expect(explainNoChange({ ...event, changes: [{}] }, ids)).toBeNull();
});
