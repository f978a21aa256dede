import { guardRoute } from '@/app/_lib/guard';
import { isMarkedAway, query } from '@/app/_lib/query';
import { getEventBody } from '@/lib/events/queries';

/** The signed text of an event, verbatim, as a file that no browser runs. */
export const GET = guardRoute('viewer', async (_, { params }: RouteContext<'/events/[id]/raw'>) => {
  const { id } = await params;
  try {
    const body = /^[\w-]{1,255}$/.test(id) ? await query((prisma) => getEventBody(prisma, id)) : null;
    if (body === null) return new Response('No such event\n', { status: 404 });
    return new Response(body, {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${id}.json"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (!isMarkedAway(error)) throw error;
    return new Response('The database cannot be reached\n', { status: 503, headers: { 'retry-after': '5' } });
  }
});
