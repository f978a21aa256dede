import type { PrismaClient } from '../../../db/generated/client';
import type { Cursor } from '../../../db/paging/keyset';
import { recordAudit } from '../../../people/audit/record-audit';
import type { Actor } from '../../../people/auth/roles';
import { describeTerm } from '../../../stripe/search-term';
import type { List, ListFilter } from '../define-list';
import type { ExportColumn } from './export-columns';
import { type ExportFormat, fileWriters } from './file-writers';
import { streamRows } from './stream-rows';

/** A list that can be exported: its name, its columns, and how its rows are read behind a cursor. */
export type Exportable<Filter, Row> = {
  name: string;
  columns: ExportColumn<Row>[];
  next(prisma: PrismaClient, filter: Filter, after: Cursor | null, take: number): Promise<Row[]>;
  cursorOf(row: Row): Cursor;
};

/** How a list of {@link defineList} is exported. */
export const listExport = <Row extends { cursor: Cursor }>(
  name: string,
  { next }: List<Row>,
  columns: ExportColumn<Row>[],
): Exportable<ListFilter, unknown> => {
  const exported: Exportable<ListFilter, Row> = { name, columns, next, cursorOf: (row) => row.cursor };
  return exported as Exportable<ListFilter, unknown>;
};

type Request<Filter> = { filter: Filter & { livemode: boolean }; format: ExportFormat; actor: Actor; now?: Date };

/**
 * The whole of a filtered list as a file: its name, type and content. What is exported is written into the audit log
 * with the number of rows; without that entry the file does not end.
 */
export function exportList<Filter, Row>(
  prisma: PrismaClient,
  { name, columns, next, cursorOf }: Exportable<Filter, Row>,
  { filter, format, actor, now = new Date() }: Request<Filter>,
) {
  const writer = fileWriters[format]<Row>(columns);
  const stamp = now.toISOString().slice(0, 16).replaceAll(':', '').replace('T', '-');
  const body = streamRows({
    next: (after, take) => next(prisma, filter, after, take),
    cursorOf,
    writer,
    onEnd: (outcome) =>
      recordAudit(prisma, {
        actor,
        action: 'list.export',
        target: name,
        detail: { format, filter: describeFilter(filter), ...outcome },
      }),
  });
  const fileName = `hookwell-${name}-${filter.livemode ? 'live' : 'test'}-${stamp}Z.${format}`;
  return { body, fileName, contentType: writer.contentType };
}

/** What lists call the text of their search box. */
const SEARCHED = new Set(['q', 'text']);

/** The filter as the audit log keeps it: an e-mail address or a name that was searched for does not stand there. */
function describeFilter(filter: Record<string, unknown>): Record<string, string | boolean> {
  const used = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return Object.fromEntries(
    used.map(([name, value]) => [name, SEARCHED.has(name) ? describeTerm(String(value)) : print(value)]),
  );
}

const print = (value: unknown): string | boolean =>
  value instanceof Date ? value.toISOString() : typeof value === 'boolean' ? value : String(value);
