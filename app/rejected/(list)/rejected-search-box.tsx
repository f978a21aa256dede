import { Search, X } from 'lucide-react';
import Form from 'next/form';
import { Link } from '@/app/_components/ui/link';

type SearchBoxProps = { value: string | null; clearHref: string; kept: Record<string, string | null> };

/** Looks for a text in the evidence; a plain form, so that it works before and without scripts. */
export function RejectedSearchBox({ value, clearHref, kept }: SearchBoxProps) {
  return (
    <Form action="/rejected" scroll={false} className="relative min-w-0 flex-1 basis-56 md:max-w-80" role="search">
      {Object.entries(kept).map(([name, text]) => text && <input key={name} type="hidden" name={name} value={text} />)}
      <Search className="pointer-events-none absolute start-2.5 top-2 size-4 text-faint" aria-hidden />
      <input
        type="text"
        inputMode="search"
        name="q"
        defaultValue={value ?? ''}
        placeholder="Event id, type, address, SHA-256 …"
        aria-label="Search the rejected deliveries"
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-raised ps-8 pe-8 text-[13px] placeholder:text-faint max-md:text-base"
      />
      {value && (
        <Link
          href={clearHref}
          aria-label="Remove the search"
          className="absolute end-1 top-1 grid size-6 place-items-center rounded text-faint hover:text-ink"
        >
          <X className="size-3.5" aria-hidden />
        </Link>
      )}
    </Form>
  );
}
