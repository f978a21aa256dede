import { existsSync } from 'node:fs';
import { chromium as playwrightChromium } from '@playwright/test';

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Its own default arguments switch web security off and end the run when a context closes. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/**
 * A real browser for the tests: an installed Chrome or Chromium, Playwright's own, or the one that came with
 * `npm ci`. Never none: without any, the run fails here and says how to get one.
 */
export async function findBrowser(): Promise<{ executablePath: string; args: string[] }> {
  const executablePath = [...INSTALLED, playwrightChromium.executablePath()].find(existsSync) ?? (await unpacked());
  return { executablePath, args: ARGS };
}

async function unpacked(): Promise<string> {
  if (process.platform !== 'linux')
    throw new Error('No Chrome or Chromium was found. Install Chrome, or run: npx playwright install chromium');
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}
