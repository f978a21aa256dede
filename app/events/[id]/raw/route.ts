import { guardRoute } from '@/app/_lib/guard';
import { isMarkedAway, query } from '@/app/_lib/query';
import { getFetchedObject } from '@/lib/dashboard/events/event-page';
import { getEventBody } from '@/lib/inbox/store/get-event-body';

/** The signed text of an event, verbatim, as a file that no browser runs; with `?of=fetched` the object that was fetched for it. */
export const GET = guardRoute('viewer', async (request, { params }: RouteContext<'/events/[id]/raw'>) => {
  const { id } = await params;
  const fetched = new URL(request.url).searchParams.get('of') === 'fetched';
  try {
    const text = /^[\w-]{1,255}$/.test(id) ? await readText(id, fetched) : null;
    if (text === null) return new Response('No such event\n', { status: 404 });
    if (text === 'redacted')
      return new Response('The payload of this event was redacted: its text is gone for good. Its SHA-256 is kept.\n', {
        status: 410,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' },
      });
    return new Response(text, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${id}${fetched ? '-object' : ''}.json"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (!isMarkedAway(error)) throw error;
    return new Response('The database cannot be reached\n', { status: 503, headers: { 'retry-after': '5' } });
  }
});

const readText = (id: string, fetched: boolean): Promise<string | null> =>
  query(async (prisma) => {
    const row = await prisma.webhookEvent.findUnique({ where: { id }, select: { redactedAt: true } });
    if (row?.redactedAt) return 'redacted';
    return fetched ? ((await getFetchedObject(prisma, id))?.body ?? null) : await getEventBody(prisma, id);
  });
