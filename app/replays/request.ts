import { z } from 'zod';
import { eventFilter } from '@/app/_lib/event-filter';
import { deploymentMode } from '@/app/_lib/mode';
import { eventsHref, loadEventsParams } from '@/app/_lib/search-params';
import type { PrismaClient } from '@/lib/db/generated/client';
import { isAskable, judgeMoments } from '@/lib/kit/moments';
import type { Selection } from '@/lib/upkeep/replays/selection';

const moment = z.iso.datetime().refine((text) => isAskable(new Date(text)));

const request = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ids'),
    mode: z.enum(['live', 'test']),
    ids: z.array(z.string().max(255)).min(1).max(1_000),
  }),
  /** All that the list's address matches, received before `before`: what comes while one reads the preview is not in it. */
  z.object({ kind: z.literal('filter'), search: z.string().max(4_000), before: moment.optional() }),
  z.object({ kind: z.literal('failed'), mode: z.enum(['live', 'test']), batch: z.string().regex(/^\d{1,18}$/) }),
]);

/** What a browser asks to have replayed. */
export type ReplayRequest = z.input<typeof request>;

/** Reads what a browser sent. Null: nothing that the pages send. */
export async function readSelection(prisma: PrismaClient, sent: unknown): Promise<Selection | null> {
  const parsed = request.safeParse(sent);
  if (!parsed.success) return null;
  const asked = parsed.data;
  if (asked.kind === 'ids') return { kind: 'ids', livemode: asked.mode === 'live', ids: asked.ids };
  if (asked.kind === 'failed') return { kind: 'failed', livemode: asked.mode === 'live', batch: BigInt(asked.batch) };
  // Left out, a date that is none would widen what is replayed.
  if (judgeMoments(new URLSearchParams(asked.search))) return null;
  const params = await loadEventsParams(new URLSearchParams(asked.search));
  const filter = await eventFilter(prisma, params);
  const before = asked.before ? new Date(asked.before) : null;
  const to = filter.to && before ? new Date(Math.min(filter.to.getTime(), before.getTime())) : (filter.to ?? before);
  return {
    kind: 'filter',
    livemode: (params.mode ?? deploymentMode()) === 'live',
    filter: { ...filter, to },
    address: eventsHref({ ...params, before: null, after: null }),
  };
}
