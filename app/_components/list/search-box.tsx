import { Search, X } from 'lucide-react';
import Form from 'next/form';
import type { ListView } from '@/app/_lib/list-url';
import { Link } from '../ui/link';

/** Asks for what was typed; a plain form, so that it works before and without scripts. `/` puts the cursor here. */
export function SearchBox({ view, path, placeholder }: { view: ListView; path: string; placeholder: string }) {
  const { q, ...kept } = view.kept;
  return (
    <Form action={path} scroll={false} className="relative min-w-0 flex-1 basis-60 md:max-w-80" role="search">
      {Object.entries(kept).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Search className="pointer-events-none absolute start-2.5 top-2 size-4 text-faint" aria-hidden />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        name="q"
        defaultValue={q ?? ''}
        placeholder={placeholder}
        aria-label={`Search: ${placeholder}`}
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-raised ps-8 pe-8 text-[13px] placeholder:text-faint max-md:text-base"
      />
      {q && (
        <Link
          href={view.href({ q: null })}
          aria-label="Remove the search"
          className="absolute end-1 top-1 grid size-6 place-items-center rounded text-faint hover:text-ink"
        >
          <X className="size-3.5" aria-hidden />
        </Link>
      )}
    </Form>
  );
}
