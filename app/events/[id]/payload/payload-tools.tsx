'use client';

import { ChevronDown, ChevronsDownUp, ChevronsUpDown, ChevronUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_components/ui/button';
import type { Matched, TreeTools } from './tree-tools';

/**
 * Search, folding and copying for a tree that the server made. What does it is loaded when somebody first reaches for the
 * tree; until then, and without a script, it is read and folded all the same.
 */
export function PayloadTools({ rawHref, children }: { rawHref: string; children: ReactNode }) {
  const tree = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const tools = useRef<Promise<TreeTools>>(undefined);
  const [found, setFound] = useState<Matched | null>(null);
  const [said, say] = useState('');
  const router = useRouter();
  const load = () => {
    tools.current ??= import('./tree-tools').then(({ attachTools }) =>
      attachTools(tree.current as HTMLElement, { rawHref, say }),
    );
    return tools.current;
  };
  const search = (words: string) => load().then((loaded) => setFound(loaded.search(words)));
  // What was typed or focused before the script was there counts too.
  useEffect(() => {
    if (box.current?.value) void search(box.current.value);
    else if (tree.current?.contains(document.activeElement)) void load();
    return () => {
      void tools.current?.then((loaded) => loaded.detach());
      tools.current = undefined;
    };
  }, []);
  const step = (by: 1 | -1) => void load().then((loaded) => setFound(loaded.step(by)));
  const follow = (event: MouseEvent) => {
    const href = (event.target as Element).closest('a')?.getAttribute('href');
    if (!href || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.push(href);
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <input
          ref={box}
          type="search"
          aria-label="Search the payload"
          placeholder="Search keys and values"
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onFocus={() => void load()}
          onChange={(event) => void search(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          }}
          className="h-8 min-w-0 flex-1 basis-40 rounded-md border border-line-strong bg-raised px-2.5 text-[13px] placeholder:text-faint sm:max-w-72"
        />
        <Matches found={found} step={step} />
        <Folding fold={(closed) => void load().then((loaded) => loaded.fold(closed))} />
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
      {/* biome-ignore lint/a11y: links and folds are reached by keyboard as they are; this only makes following faster. */}
      <div
        ref={tree}
        onClick={follow}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        className="relative bg-subtle py-2"
      >
        {children}
      </div>
    </>
  );
}

function Matches({ found, step }: { found: Matched | null; step: (by: 1 | -1) => void }) {
  const none = found?.total === 0;
  return (
    <>
      <p role="status" className={`text-[13px] whitespace-nowrap ${none ? 'text-bad' : 'text-muted'}`}>
        {found && (none ? 'Not found' : `${found.at} of ${found.total}${found.more ? '+' : ''}`)}
      </p>
      <span className="flex">
        <Button
          variant="ghost"
          size="icon"
          aria-label="Previous match"
          disabled={!found?.total}
          onClick={() => step(-1)}
        >
          <ChevronUp aria-hidden />
        </Button>
        <Button variant="ghost" size="icon" aria-label="Next match" disabled={!found?.total} onClick={() => step(1)}>
          <ChevronDown aria-hidden />
        </Button>
      </span>
    </>
  );
}

const Folding = ({ fold }: { fold: (closed: boolean) => void }) => (
  <span className="ms-auto flex">
    <Button variant="ghost" size="icon" title="Unfold all" aria-label="Unfold all" onClick={() => fold(false)}>
      <ChevronsUpDown aria-hidden />
    </Button>
    <Button variant="ghost" size="icon" title="Fold all" aria-label="Fold all" onClick={() => fold(true)}>
      <ChevronsDownUp aria-hidden />
    </Button>
  </span>
);
