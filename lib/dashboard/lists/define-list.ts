import { Prisma, type PrismaClient } from '../../db/generated/client';
import { estimateRows } from '../../db/paging/estimate-rows';
import { type Cursor, fetchPage, type Page, type PageRequest } from '../../db/paging/keyset';
import { readSearchTerm, type SearchTerm } from '../../stripe/search-term';

/** What a list can be narrowed to. What is null or missing does not narrow it; a list ignores what it does not offer. */
export type ListFilter = {
  livemode: boolean;
  status?: string | null;
  kind?: string | null;
  account?: string | null;
  currency?: string | null;
  /** Created at or after `from`, and before `to`. */
  from?: Date | null;
  to?: Date | null;
  /** What was typed into the search box. */
  q?: string | null;
};

/** The columns of a row that a list reads, and where in the list it stands. */
export type Listed<Model, Columns extends readonly (keyof Model)[]> = Pick<Model, Columns[number]> & { cursor: Cursor };

type Order = { time: Prisma.Sql; id: Prisma.Sql; first: 'newest' | 'oldest' };

type ListSpec<Row> = {
  /** The table; in SQL it is called `t`. */
  table: string;
  columns: readonly Exclude<keyof Row, 'cursor'>[];
  /** The row's moment and key, which together are unique, and served by an index behind `livemode`. */
  order?: Partial<Order>;
  /** When a row came to be, where the list is not sorted by it. */
  created?: Prisma.Sql;
  /** An enum's name, where the status is one. */
  statusType?: string;
  /** Whether there is a column `status`; a list without one makes its own condition of that filter. */
  hasStatus?: boolean;
  /** What a search term means here, as a condition. Null: nothing of this list can be found by it. */
  search(term: SearchTerm): Prisma.Sql | null;
  /** Conditions beside those that all lists share. */
  conditions?(filter: ListFilter): (Prisma.Sql | null | undefined | false | '')[];
};

export type List<Row> = {
  /** One page, in the order of the list, and about how long the list is. */
  page(prisma: PrismaClient, request: ListFilter & PageRequest): Promise<Page<Row>>;
  /** The next rows behind a cursor, or the first ones, as an export reads them. */
  next(prisma: PrismaClient, filter: ListFilter, after: Cursor | null, take: number): Promise<Row[]>;
  /** The filter as a condition on the table, which is called `t`. */
  where(filter: ListFilter): Prisma.Sql;
};

/** A moment as a parameter. Prisma writes a Date without its zone, which a session of another zone than UTC would shift. */
const instant = (at: Date): Prisma.Sql => Prisma.sql`${at.toISOString()}::timestamptz`;

const created: Order = { time: Prisma.sql`t.created_at`, id: Prisma.sql`t.id`, first: 'newest' };

/** A list of one table: what it shows, what it can be narrowed to, and its order. Nothing is asked for before a page is. */
export function defineList<Row extends { cursor: Cursor }>(spec: ListSpec<Row>): List<Row> {
  const order = { ...created, ...spec.order };
  const from = Prisma.raw(`hookwell.${spec.table} t`);
  const columns = Prisma.raw(spec.columns.map((name) => `t.${toSnake(String(name))} as "${String(name)}"`).join(', '));
  const statusType = Prisma.raw(spec.statusType ? `::hookwell.${spec.statusType}` : '');

  const where = (filter: ListFilter): Prisma.Sql => {
    const { livemode, status, account, currency, from, to, q } = filter;
    const found = q ? (spec.search(readSearchTerm(q)) ?? Prisma.sql`false`) : null;
    const parts = [
      Prisma.sql`t.livemode = ${livemode}`,
      status && spec.hasStatus !== false && Prisma.sql`t.status = ${status}${statusType}`,
      account && Prisma.sql`t.account = ${account}`,
      currency && Prisma.sql`t.currency = ${currency}`,
      from && Prisma.sql`${spec.created ?? order.time} >= ${instant(from)}`,
      to && Prisma.sql`${spec.created ?? order.time} < ${instant(to)}`,
      found,
      ...(spec.conditions?.(filter) ?? []),
    ];
    return Prisma.join(parts.filter(isSql), ' and ');
  };

  async function fetch(
    prisma: PrismaClient,
    filter: ListFilter,
    cursor: Cursor | null,
    direction: 'older' | 'newer',
    take: number,
  ): Promise<Row[]> {
    // `older` is onward in the list, whichever end it starts at.
    const descends = (direction === 'older') === (order.first === 'newest');
    const way = Prisma.raw(descends ? 'desc' : 'asc');
    const sign = Prisma.raw(descends ? '<' : '>');
    const beyond = cursor
      ? Prisma.sql`and (${order.time}, ${order.id}) ${sign} (${instant(cursor.at)}, ${cursor.id})`
      : Prisma.empty;
    const rows = await prisma.$queryRaw<(Omit<Row, 'cursor'> & { _at: Date; _id: string })[]>`
      select ${columns}, ${order.time} as _at, ${order.id} as _id from ${from}
      where ${where(filter)} ${beyond} order by ${order.time} ${way}, ${order.id} ${way} limit ${take}`;
    return rows.map(({ _at, _id, ...row }) => ({ ...row, cursor: { at: _at, id: _id } }) as unknown as Row);
  }

  return {
    where,
    async page(prisma, request) {
      const [page, about] = await Promise.all([
        fetchPage<Row>(
          request,
          (row) => row.cursor,
          (cursor, direction, take) => fetch(prisma, request, cursor, direction, take),
        ),
        isEstimable(request) ? estimateRows(prisma, from, where(request)) : null,
      ]);
      return { ...page, about: page.older || page.newer ? about : null };
    },
    next: (prisma, filter, after, take) => fetch(prisma, filter, after, 'older', take),
  };
}

/** As for events: lib/inbox/store/filter.ts. */
const isEstimable = ({ q, status, kind, account, currency, from, to }: ListFilter): boolean =>
  !(q || status) && [kind, account, currency, from ?? to].filter(Boolean).length <= 1;

const isSql = (part: unknown): part is Prisma.Sql => part instanceof Prisma.Sql;

const toSnake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
