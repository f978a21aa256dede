'use client';

import { type ReactNode, useEffect, useRef } from 'react';

/** A dialog of the browser's own: it keeps the focus, closes by Escape and by a press beside it, and gives the focus back. */
export function Modal({ label, onClose, children }: { label: string; onClose(): void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // The browser takes the first thing that can have the focus, which need not be the one to type into.
    dialog.current?.querySelector('input')?.focus();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser.
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
      className="fixed top-[12vh] mx-auto max-h-[76vh] w-[min(40rem,calc(100vw-2rem))] overflow-hidden rounded-xl border border-line-strong bg-raised p-0 text-ink shadow-[0_16px_60px_rgb(0_0_0/0.3)] backdrop:bg-black/40"
    >
      {children}
    </dialog>
  );
}
