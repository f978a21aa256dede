const LINK = 'a.row-link';

/** The rows of the page's tables that lead somewhere. */
const rows = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('main .grid-table > tbody > tr')].filter((row) => row.querySelector(LINK));

/** The row that has the focus, or holds what has it. */
const focusedRow = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('.grid-table tr') ?? null;

/** Moves the focus to the link of the next (1) or previous (-1) row; from nowhere to the first one on the screen. */
export function moveRow(step: 1 | -1): void {
  const all = rows();
  const from = focusedRow();
  const next = from ? all[all.indexOf(from) + step] : all.find((row) => row.getBoundingClientRect().bottom > 0);
  const link = next?.querySelector<HTMLElement>(LINK);
  link?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

const boxOf = (row: HTMLElement | null) => row?.querySelector<HTMLInputElement>('input[type="checkbox"]') ?? null;

/** Ticks or unticks the box of the row that has the focus. */
export const toggleRow = (): void => boxOf(focusedRow())?.click();

/** Presses the button that replays: of the event on this page, of what is selected, or of the row that has the focus. */
export function pressReplay(): void {
  const selected = document.querySelector<HTMLElement>('main input[data-select]:checked');
  const box = boxOf(focusedRow());
  if (!selected && box) {
    box.click();
    // The bar with its button comes with the first selection.
    requestAnimationFrame(() => requestAnimationFrame(pressButton));
  } else pressButton();
}

function pressButton(): void {
  const scoped = document.querySelector<HTMLElement>('main [data-selection] [data-replay]');
  (scoped ?? document.querySelector<HTMLElement>('main [data-replay-one]'))?.click();
}
