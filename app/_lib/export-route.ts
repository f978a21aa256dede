import { requireRole } from '@/app/_lib/guard';
import { isMarkedAway, query } from '@/app/_lib/query';
import { type Exportable, exportList } from '@/lib/lists/export/export-list';

type Source<Filter, Row> = {
  list: Exportable<Filter, Row>;
  /** The filter that the address asks for, as the page of the list reads it. */
  filter: Filter & { livemode: boolean };
};

/**
 * The route of a list's export: `?format=csv` or `json`, and the filters of the list. Operators only, because what
 * leaves here is personal data; see docs/dashboard.md for the file's form.
 */
export function exportRoute<Filter, Row>(read: (request: Request) => Promise<Source<Filter, Row>>) {
  return async (request: Request): Promise<Response> => {
    const actor = await requireRole('operator');
    const format = new URL(request.url).searchParams.get('format') ?? 'csv';
    if (format !== 'csv' && format !== 'json')
      return new Response('Say format=csv or format=json\n', { status: 400, headers: { 'cache-control': 'no-store' } });
    try {
      const { list, filter } = await read(request);
      const file = await query(async (prisma) => {
        // The first rows are read before the headers go out: a database that is away is a 503 and not half a file.
        await list.next(prisma, filter, null, 1);
        return exportList(prisma, list, { filter, format, actor });
      });
      return new Response(file.body, {
        headers: {
          'content-type': file.contentType,
          'content-disposition': `attachment; filename="${file.fileName}"`,
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        },
      });
    } catch (error) {
      if (!isMarkedAway(error)) throw error;
      return new Response('The database cannot be reached\n', { status: 503, headers: { 'retry-after': '5' } });
    }
  };
}
