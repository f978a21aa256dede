import { ChevronRight } from 'lucide-react';
import { cn } from '../ui/cn';

type ChartTableProps = { caption: string; head: string[]; rows: string[][]; note?: string };

/** The same numbers as a real table, for who cannot or does not want to read the drawing. */
export function ChartTable({ caption, head, rows, note }: ChartTableProps) {
  return (
    <details className="group mt-2">
      <summary className="flex w-fit list-none items-center gap-1 rounded text-[13px] text-muted hover:text-ink">
        <ChevronRight className="size-4 text-faint transition-transform group-open:rotate-90" aria-hidden />
        Show as table
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className="mt-2 max-h-80 overflow-auto rounded-md border border-line" tabIndex={0} aria-label={caption}>
        <table className="w-full text-[13px]">
          <caption className="sr-only">{caption}</caption>
          <thead className="sticky top-0 bg-raised">
            <tr className="text-xs text-faint">
              {head.map((word, index) => (
                <th
                  key={word}
                  scope="col"
                  className={cn('px-3 py-1.5 font-medium', index === 0 ? 'text-start' : 'text-end')}
                >
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr key={first} className="border-t border-line">
                <th scope="row" className="px-3 py-1 text-start font-normal whitespace-nowrap">
                  {first}
                </th>
                {rest.map((value, index) => (
                  <td key={head[index + 1]} className="px-3 py-1 text-end whitespace-nowrap">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {note && <p className="mt-1.5 text-[13px] text-faint">{note}</p>}
    </details>
  );
}
