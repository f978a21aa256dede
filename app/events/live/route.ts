import { createHash } from 'node:crypto';
import { z } from 'zod';
import { eventFilter } from '@/app/_lib/event-filter';
import { guardRoute } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { eventsHref, loadEventsParams } from '@/app/_lib/search-params';
import { countEvents, listEvents, listEventsById } from '@/lib/dashboard/events/queries';
import { parseCursor } from '@/lib/db/paging/keyset';
import { openCountLimit } from '@/lib/inbox/store/count-open-events';

// PostgreSQL's text holds no NUL.
const idSchema = z
  .string()
  .max(255)
  .refine((id) => !id.includes('\0'));

const asked = z.object({
  /** What stands behind the ? of the list's address. */
  search: z.string().max(4_000),
  /** The rows that are shown. */
  ids: z.array(idSchema).max(200),
  /** The newest row that is shown; null for a list that is not at its top, to which nothing new belongs. */
  since: z.string().max(300).nullable(),
  limit: z.number().int().min(1).max(200),
  /** What the last answer was. */
  digest: z.string().max(64).nullable(),
});

/**
 * The first page of a list as it is now, and the rows that are shown as they are now: 204 where both are as they were.
 * The page is read anew each time instead of “what came since”: so a row whose transaction commits late, behind newer
 * ones, is found where it belongs.
 */
export const POST = guardRoute('viewer', async (request) => {
  const parsed = asked.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return Response.json({ error: 'This is not what the events page asks' }, { status: 400 });
  const { search, ids, since, limit, digest } = parsed.data;
  const params = await loadEventsParams(new URLSearchParams(search));
  const answer = await query(async (prisma) => {
    if (since === null) return { rows: null, older: null, fresh: 0, shown: await listEventsById(prisma, ids) };
    const filter = await eventFilter(prisma, params);
    const cursor = parseCursor(since);
    const [page, fresh] = await Promise.all([
      listEvents(prisma, { ...filter, limit }),
      cursor ? countEvents(prisma, filter, openCountLimit, cursor) : 0,
    ]);
    const here = new Set(page.rows.map(({ id }) => id));
    const rest = ids.filter((id) => !here.has(id));
    return {
      rows: page.rows,
      older: page.older && eventsHref({ ...params, after: null, before: page.older }),
      fresh,
      shown: rest.length > 0 ? await listEventsById(prisma, rest) : [],
    };
  });
  const body = JSON.stringify(answer);
  const now = createHash('sha256').update(body).digest('base64url');
  const headers = { 'cache-control': 'no-store' };
  if (now === digest) return new Response(null, { status: 204, headers });
  return new Response(`{"digest":"${now}",${body.slice(1)}`, {
    headers: { ...headers, 'content-type': 'application/json' },
  });
});
