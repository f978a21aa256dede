import { Search } from 'lucide-react';

/** Opens the command palette; the keyboard's listener hears its press. */
export function PaletteButton({ compact = false }: { compact?: boolean }) {
  if (compact)
    return (
      <button
        type="button"
        data-palette
        aria-label="Search everything"
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <Search className="size-4" aria-hidden />
      </button>
    );
  return (
    <button
      type="button"
      data-palette
      aria-keyshortcuts="Control+K Meta+K"
      aria-label="Search everything"
      className="flex h-8 w-full items-center gap-2 whitespace-nowrap rounded-md border border-line bg-canvas px-2.5 text-[13px] text-faint hover:border-line-strong hover:text-ink"
    >
      <Search className="size-3.5" aria-hidden />
      Search
      <kbd className="ms-auto font-mono text-[11px]">Ctrl K</kbd>
    </button>
  );
}
