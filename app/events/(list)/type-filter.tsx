import { Search, X } from 'lucide-react';
import Form from 'next/form';
import Link from 'next/link';

type TypeFilterProps = {
  types: string[];
  value: string | null;
  clearHref: string;
  kept: Record<string, string | null>;
};

/** Asks for a type or a family of types; a plain form, so that it works before and without scripts. */
export function TypeFilter({ types, value, clearHref, kept }: TypeFilterProps) {
  const families = [...new Set(types.map((type) => `${type.slice(0, type.indexOf('.'))}.*`))].filter(
    (family) => types.filter((type) => type.startsWith(family.slice(0, -1))).length > 1,
  );
  return (
    <Form action="/events" scroll={false} className="relative min-w-0 flex-1 basis-56 md:max-w-80" role="search">
      {Object.entries(kept).map(([name, kept]) => kept && <input key={name} type="hidden" name={name} value={kept} />)}
      <Search className="pointer-events-none absolute start-2.5 top-2 size-4 text-faint" aria-hidden />
      <input
        type="text"
        inputMode="search"
        name="type"
        defaultValue={value ?? ''}
        list="event-types"
        placeholder="charge.* or an exact type"
        aria-label="Type of event"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-raised ps-8 pe-8 font-mono text-[13px] placeholder:font-sans placeholder:text-[13px] placeholder:text-faint max-md:text-base"
      />
      {value && (
        <Link
          href={clearHref}
          prefetch={false}
          aria-label="Remove the filter by type"
          className="absolute end-1 top-1 grid size-6 place-items-center rounded text-faint hover:text-ink"
        >
          <X className="size-3.5" aria-hidden />
        </Link>
      )}
      <datalist id="event-types">
        {[...families, ...types].map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
    </Form>
  );
}
