'use client';

import { Modal } from './modal';
import { shortcuts } from './shortcuts';

/** What the keys do. */
export function Help({ onClose }: { onClose(): void }) {
  return (
    <Modal label="Keyboard shortcuts" onClose={onClose}>
      <div className="max-h-[76vh] overflow-y-auto p-5" tabIndex={-1}>
        <h2 className="mb-4 text-base font-semibold">Keyboard shortcuts</h2>
        <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
          {shortcuts.map(({ title, keys }) => (
            <section key={title}>
              <h3 className="mb-1.5 text-xs font-medium text-faint">{title}</h3>
              <dl className="space-y-1">
                {keys.map(([strokes, words]) => (
                  <div key={words} className="flex items-center justify-between gap-4">
                    <dt className="order-2 flex shrink-0 gap-1">
                      {strokes.map((stroke) => (
                        <kbd
                          key={stroke}
                          className="min-w-6 rounded border border-line-strong bg-subtle px-1.5 text-center font-mono text-xs leading-5"
                        >
                          {stroke}
                        </kbd>
                      ))}
                    </dt>
                    <dd className="text-[13px] text-muted">{words}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <form method="dialog" className="mt-5 text-end">
          <button
            type="submit"
            className="h-8 rounded-md border border-line-strong px-3 text-[13px] font-medium hover:bg-hover"
          >
            Close
          </button>
        </form>
      </div>
    </Modal>
  );
}
