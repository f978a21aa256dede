import type { ReactNode } from 'react';
import { cn } from '../ui/cn';
import { Link } from '../ui/link';
import { Tag } from '../ui/pill';

export type Column<Row> = { title: string; cell(row: Row): ReactNode; className?: string; end?: boolean };

type ListTableProps<Row> = {
  rows: Row[];
  rowKey(row: Row): string;
  /** The grid's columns, for a phone and from `md:` on. */
  grid: string;
  columns: Column<Row>[];
};

/** Rows of a list. One cell of each row holds the link that leads to it ({@link RowLink}). */
export function ListTable<Row>({ rows, rowKey, grid, columns }: ListTableProps<Row>) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(grid, 'h-9 text-xs text-faint')}>
          {columns.map(({ title, end }) => (
            <th key={title} scope="col" className={cn(end && 'text-end!')}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={grid}>
            {columns.map(({ title, cell, className, end }) => (
              <td key={title} className={cn('min-w-0', end && 'md:text-end', className)}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The link that a press anywhere on the row follows. */
export function RowLink({
  href,
  title,
  children,
  mono,
}: {
  href: string;
  title?: string;
  children: ReactNode;
  mono?: boolean;
}) {
  return (
    <Link href={href} title={title} className={cn('row-link font-medium break-words', mono && 'font-mono text-[13px]')}>
      {children}
    </Link>
  );
}

/** A link within a row to something else than the row. */
export function CellLink({ href, children, mono }: { href: string; children: ReactNode; mono?: boolean }) {
  return (
    <Link
      href={href}
      className={cn(
        'relative underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-current',
        mono && 'font-mono text-[13px]',
      )}
    >
      {children}
    </Link>
  );
}

/** Whose row it is, where that is a connected account's. */
export const AccountTag = ({ account }: { account: string | null }) =>
  account && (
    <>
      {' '}
      <Tag title="Connected account">{account}</Tag>
    </>
  );

/** A word of Stripe's, such as `requested_by_customer`, as people read it. */
export function spoken(word: string): string {
  const words = word.slice(0, 60).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
