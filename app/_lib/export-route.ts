import { guardRoute } from '@/app/_lib/guard';
import { isMarkedAway, publicQuery } from '@/app/_lib/query';
import { type Exportable, exportList } from '@/lib/dashboard/lists/export/export-list';
import type { PrismaClient } from '@/lib/db/generated/client';

type Source<Filter, Row> = {
  list: Exportable<Filter, Row>;
  /** The filter that the address asks for, as the page of the list reads it. */
  filter: Filter & { livemode: boolean };
};

/**
 * The route of a list's export: `?format=csv` or `json`, and the filters of the list. Operators only, because what
 * leaves here is personal data; see docs/dashboard.md for the file's form.
 */
export function exportRoute<Filter, Row>(
  read: (request: Request, prisma: PrismaClient) => Promise<Source<Filter, Row>>,
) {
  return guardRoute('operator', async (request: Request, _: unknown, actor): Promise<Response> => {
    const format = new URL(request.url).searchParams.get('format') ?? 'csv';
    if (format !== 'csv' && format !== 'json')
      return refuse(400, 'unknown_format', 'Say format=csv or format=json in the address.');
    try {
      const file = await publicQuery(async (prisma) => {
        const { list, filter } = await read(request, prisma);
        // The first row is read before the headers go out: a database that is away is a 503 and not half a file.
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
      return refuse(503, 'storage_unavailable', 'The database cannot be reached; try again in a moment.');
    }
  });
}

const refuse = (status: number, code: string, message: string): Response =>
  Response.json({ error: { code, message } }, { status, headers: status === 503 ? { 'retry-after': '5' } : {} });
