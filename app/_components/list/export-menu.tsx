import { Braces, Download, FileSpreadsheet } from 'lucide-react';
import { exportHref } from '@/app/_lib/export-href';
import { may } from '@/app/_lib/guard';
import type { Mode } from '@/app/_lib/mode';
import { Popover } from '../ui/popover';

/**
 * Downloads of the whole filtered list, for those who may. Plain links: the browser shows the progress, and can take it
 * back. `listHref` is the list's own address with its filters.
 */
export async function ExportMenu({ listHref, mode }: { listHref: string; mode: Mode }) {
  if (!(await may('operator'))) return null;
  const csv = exportHref(listHref, mode, 'csv');
  const json = exportHref(listHref, mode, 'json');
  return (
    <Popover id="export" label="Export" icon={<Download aria-hidden />}>
      <ul className="p-1.5 md:w-72">
        {[
          { href: csv, title: 'CSV', note: 'for Excel, Sheets and Numbers', icon: FileSpreadsheet },
          { href: json, title: 'JSON', note: 'for programs; an array of objects', icon: Braces },
        ].map(({ href, title, note, icon: Icon }) => (
          <li key={title}>
            <a href={href} download className="flex items-start gap-3 rounded-md px-2.5 py-2 hover:bg-hover">
              <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
              <span>
                <span className="font-medium">{title}</span>
                <span className="block text-[13px] text-muted">{note}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-4 py-2.5 text-xs text-pretty text-faint md:w-72">
        All rows that match the filters, not only this page. It is noted in the audit log.
      </p>
    </Popover>
  );
}
