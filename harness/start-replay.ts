import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import type { Actor } from '@/lib/people/auth/roles';
import type { Selection } from '@/lib/upkeep/replays/selection';
import { startBatch } from '@/lib/upkeep/replays/start-batch';
import { applyEvents } from './apply-events';

/** Who replays in tests. */
export const olga: Actor = { id: null, name: 'Olga', role: 'operator' };

/** Starts to replay what is selected, and returns the id of the batch. */
export async function startReplay(selection: Selection): Promise<bigint> {
  const started = await startBatch(connections().prisma, selection, olga);
  if (started.outcome !== 'started') throw new Error(`It was ${started.outcome}`);
  return started.id;
}

/** Applies so many events, and starts to replay them. */
export async function startReplayOf(count: number): Promise<{ id: bigint; ids: string[] }> {
  const events = Array.from({ length: count }, () => buildEvent('payout.paid'));
  await applyEvents(events);
  const ids = events.map(({ id }) => id);
  return { id: await startReplay({ kind: 'ids', livemode: false, ids }), ids };
}
