/** What a search found: `at` is the match in sight, counted from 1. `more`: there are too many to mark. */
export type Matched = { at: number; total: number; more: boolean };

export type TreeTools = {
  search(words: string): Matched | null;
  step(by: 1 | -1): Matched | null;
  fold(closed: boolean): void;
  detach(): void;
};

type Options = { rawHref: string; say(words: string): void };

const most = 1_000;

/** Makes a tree of the server searchable, and gives each line its value and path to copy. It changes no line of it. */
export function attachTools(root: HTMLElement, options: Options): TreeTools {
  const copying = attachCopying(root, options);
  let matches: Range[] = [];
  let more = false;
  let at = -1;

  const mark = (): Matched | null => {
    // A browser without the API scrolls to the matches and does not colour them.
    if (typeof Highlight === 'function') {
      CSS.highlights.set('found', new Highlight(...matches));
      const current = matches[at];
      CSS.highlights.set('found-at', new Highlight(...(current ? [current] : [])));
    }
    return { at: at + 1, total: matches.length, more };
  };
  const show = () => {
    const element = matches[at]?.startContainer.parentElement;
    for (
      let fold = element?.closest('details');
      fold && root.contains(fold);
      fold = fold.parentElement?.closest('details')
    )
      // A match in the line of a fold is seen with the fold closed.
      if (!fold.firstElementChild?.contains(element ?? null)) fold.open = true;
    element?.scrollIntoView({ block: 'nearest' });
  };

  return {
    search(words) {
      const wanted = words.trim().toLowerCase();
      matches = [];
      more = false;
      at = -1;
      if (wanted === '') {
        clear();
        return null;
      }
      ({ matches, more } = find(root, wanted));
      at = matches.length > 0 ? 0 : -1;
      show();
      return mark();
    },
    step(by) {
      if (matches.length === 0) return null;
      at = (at + by + matches.length) % matches.length;
      show();
      return mark();
    },
    fold(closed) {
      const [first, ...others] = root.querySelectorAll('details');
      if (first) first.open = true;
      for (const fold of others) fold.open = !closed;
    },
    detach() {
      copying.detach();
      clear();
    },
  };
}

function clear(): void {
  if (typeof Highlight !== 'function') return;
  CSS.highlights.delete('found');
  CSS.highlights.delete('found-at');
}

/** Every place where the words stand within a key or a value, in one pass. */
function find(root: HTMLElement, wanted: string): { matches: Range[]; more: boolean } {
  const matches: Range[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    if (!node.parentElement?.closest('.k, .s, .n, .w')) continue;
    const text = node.data.toLowerCase();
    for (let from = text.indexOf(wanted); from !== -1; from = text.indexOf(wanted, from + wanted.length)) {
      if (matches.length === most) return { matches, more: true };
      const end = Math.min(from + wanted.length, node.length);
      const range = document.createRange();
      range.setStart(node, Math.min(from, end));
      range.setEnd(node, end);
      matches.push(range);
    }
  }
  return { matches, more: false };
}

/** One small bar of buttons, which stands at the line under the pointer, the finger or the focus. */
function attachCopying(root: HTMLElement, { rawHref, say }: Options): { detach(): void } {
  const bar = document.createElement('div');
  bar.className = 'tree-bar';
  bar.hidden = true;
  let line: Element | null = null;
  let raw: Promise<string> | undefined;
  const exactly = (place: string) => {
    raw ??= fetch(rawHref).then((response) => (response.ok ? response.text() : Promise.reject(response.status)));
    return raw.then((text) => text.slice(...(place.split('-').map(Number) as [number, number])));
  };
  const copy = async (what: 'value' | 'path') => {
    if (!line) return;
    try {
      const text = what === 'path' ? pathOf(line) : plain(await exactly((line as HTMLElement).dataset.at ?? ''));
      await navigator.clipboard.writeText(text);
      say(what === 'path' ? `Copied the path ${text}` : 'Copied the value');
      flash(what, 'Copied');
    } catch {
      raw = undefined;
      // No clipboard without TLS, or the permission was denied. The text can still be selected.
      say('Could not copy');
      flash(what, 'No');
    }
  };
  const buttons = { value: button('Value', () => copy('value')), path: button('Path', () => copy('path')) };
  bar.append(buttons.value, buttons.path);
  const flash = (what: 'value' | 'path', word: string) => {
    const label = buttons[what].textContent;
    if (label === word) return;
    buttons[what].textContent = word;
    setTimeout(() => {
      buttons[what].textContent = label;
    }, 1_200);
  };
  root.append(bar);

  const pointAt = (target: Element) => {
    if (bar.contains(target)) return;
    const next = target.closest('li[data-at]');
    if (!next || next === line) return;
    line = next;
    const top = (next.querySelector(':scope > details > summary') ?? next).getBoundingClientRect().top;
    bar.style.insetBlockStart = `${top - root.getBoundingClientRect().top}px`;
    bar.hidden = false;
    const name = pathOf(next) || 'the whole payload';
    buttons.value.setAttribute('aria-label', `Copy the value of ${name}`);
    buttons.path.setAttribute('aria-label', `Copy the path ${name}`);
  };
  const point = (event: Event) => pointAt(event.target as Element);
  const key = (event: KeyboardEvent) => onKey(event, root, point, copy);
  const away = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && !bar.contains(document.activeElement)) bar.hidden = true;
    if (bar.hidden) line = null;
  };
  const listen: [string, (event: never) => void][] = [
    ['pointerover', point],
    ['pointerdown', point],
    ['focusin', point],
    ['keydown', key],
    ['pointerleave', away],
  ];
  for (const [name, act] of listen) root.addEventListener(name, act as EventListener);
  // What made this load, the focus or the pointer, was there before the listeners.
  const { activeElement } = document;
  const first = root.contains(activeElement) ? activeElement : [...root.querySelectorAll('li:hover')].at(-1);
  if (first) pointAt(first);
  return {
    detach() {
      for (const [name, act] of listen) root.removeEventListener(name, act as EventListener);
      bar.remove();
    },
  };
}

/** Arrows go from line to line and fold, as in any tree; `c` copies the value, `p` the path. Plain keys only. */
function onKey(
  event: KeyboardEvent,
  root: HTMLElement,
  point: (event: Event) => void,
  copy: (what: 'value' | 'path') => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const line = (event.target as Element).closest<HTMLElement>('li[data-at]');
  if (!line) return;
  const fold = line.querySelector<HTMLDetailsElement>(':scope > details');
  const outer = line.parentElement?.closest<HTMLElement>('li[data-at]');
  const acts: Record<string, () => void> = {
    ArrowDown: () => focusLine(neighbour(root, line, 1)),
    ArrowUp: () => focusLine(neighbour(root, line, -1)),
    ArrowRight: () => (fold && !fold.open ? setOpen(fold, true) : focusLine(neighbour(root, line, 1))),
    ArrowLeft: () => (fold?.open ? setOpen(fold, false) : focusLine(outer)),
    c: () => copy('value'),
    p: () => copy('path'),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  point(event);
  act();
}

function setOpen(fold: HTMLDetailsElement, open: boolean): void {
  fold.open = open;
}

function neighbour(root: HTMLElement, line: Element, by: 1 | -1): HTMLElement | undefined {
  const seen = [...root.querySelectorAll<HTMLElement>('li[data-at]')].filter(
    (item) => item.checkVisibility?.() ?? true,
  );
  return seen[seen.indexOf(line as HTMLElement) + by];
}

/** The fold's own line takes the focus by itself; a plain line is made to. */
function focusLine(line: HTMLElement | null | undefined): void {
  if (!line) return;
  const target = line.querySelector<HTMLElement>(':scope > details > summary, :scope > a') ?? line;
  if (target === line) line.tabIndex = -1;
  target.focus();
}

/** `data.object.items[0].price`, as code would say it. */
function pathOf(line: Element): string {
  const steps: string[] = [];
  for (let item: Element | null | undefined = line; item; item = item.parentElement?.closest('li[data-at]')) {
    const [key, place] = ['k', 'i'].map((name) =>
      item?.querySelector(`:scope > .${name}, :scope > details > summary > .${name}`),
    );
    if (place) steps.unshift(`[${Number.parseInt(place.textContent ?? '', 10)}]`);
    else if (key) steps.unshift(keyStep(plain((key as HTMLElement).dataset.raw ?? key.textContent ?? '')));
  }
  return steps.join('').replace(/^\./, '');
}

const keyStep = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

/** A string without its quotes and escapes; anything else as it was sent. */
function plain(raw: string): string {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : raw;
  } catch {
    return raw;
  }
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', act);
  return element;
}
