import type { Page } from '@playwright/test';

/** What is wrong with a page that nobody would see in its text: gathered from here on, for each page it goes to. */
export function watch(page: Page, origin: string): string[] {
  const wrong: string[] = [];
  page.on('console', (message) => {
    // The browser itself says so of a page that answers 404, which one of them does.
    if (message.type() !== 'error' || /status of 404/.test(message.text())) return;
    // axe tries to look into the frame of a mail, where no script runs.
    if (message.text().startsWith("Blocked script execution in 'about:srcdoc'")) return;
    wrong.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) wrong.push(`${page.url()} asked ${url.href}`);
  });
  return wrong;
}

/** Counts how far things jump on each page of this one, from the first byte on. */
export const countShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const shifts = { sum: 0, who: [] as string[] };
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources?: { node?: Node }[];
      })[]) {
        if (entry.hadRecentInput) continue;
        shifts.sum += entry.value;
        for (const { node } of entry.sources ?? [])
          shifts.who.push(((node as Element)?.outerHTML ?? node?.textContent ?? '').slice(0, 120));
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

export const shiftsOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { shifts: { sum: number; who: string[] } }).shifts);
