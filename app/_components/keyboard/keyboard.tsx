'use client';

import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useState } from 'react';
import { goTo } from './go-to';
import { moveRow, pressReplay, toggleRow } from './rows';

// Loaded when somebody asks for them.
const Palette = lazy(() => import('./palette').then((module) => ({ default: module.Palette })));
const Help = lazy(() => import('./help').then((module) => ({ default: module.Help })));

const PREFIX_MS = 1_500;

/** What the keys do on every page; a button with `data-palette` opens the palette too. */
export function Keyboard({ admin }: { admin: boolean }) {
  const router = useRouter();
  const [shown, setShown] = useState<'palette' | 'help' | null>(null);
  useEffect(() => {
    let prefixAt = 0;
    const search = () => {
      const box = document.querySelector<HTMLInputElement>('main [aria-keyshortcuts="/"]');
      if (box) box.select();
      else setShown('palette');
    };
    const actions: Record<string, () => void> = {
      '/': search,
      '?': () => setShown('help'),
      j: () => moveRow(1),
      k: () => moveRow(-1),
      x: toggleRow,
      r: pressReplay,
      '[': () => document.querySelector<HTMLElement>('main [data-page="newer"]')?.click(),
      ']': () => document.querySelector<HTMLElement>('main [data-page="older"]')?.click(),
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setShown('palette');
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (isTyping(event.target)) {
        if (event.key === 'Escape') (event.target as HTMLElement).blur();
        return;
      }
      const path = Date.now() - prefixAt < PREFIX_MS ? goTo[event.key]?.path : undefined;
      prefixAt = event.key === 'g' ? Date.now() : 0;
      if (path) router.push(path);
      else if (Object.hasOwn(actions, event.key)) {
        event.preventDefault();
        actions[event.key]?.();
      }
    };
    const onClick = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('[data-palette]')) setShown('palette');
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('click', onClick);
    // Whoever drives the page by keys can tell that they are heard.
    document.documentElement.dataset.keys = 'on';
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('click', onClick);
    };
  }, [router]);
  if (!shown) return null;
  const close = () => setShown(null);
  return (
    <Suspense>
      {shown === 'palette' ? (
        <Palette admin={admin} onClose={close} onHelp={() => setShown('help')} />
      ) : (
        <Help onClose={close} />
      )}
    </Suspense>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]');
