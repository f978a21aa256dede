import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../../kit/known-error';
import { findCli, findInstalledByNpm } from './find-cli';

test('finds the binary that npm installed, not the command that starts it', async () => {
  const { bin, version } = await findCli();
  expect(basename(bin)).toBe(process.platform === 'win32' ? 'stripe.exe' : 'stripe');
  expect(bin).not.toContain('.bin');
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('says what to do where npm left the package of this platform out', () => {
  const other = process.platform === 'darwin' ? 'win32-x64' : 'darwin-arm64';
  expect(() => findInstalledByNpm(other)).toThrow(
    /left the optional package @stripe\/cli-\S+ out\. Run `npm ci` without/,
  );
});

test('says what to do on a platform that npm has no CLI for', () => {
  expect(() => findInstalledByNpm('sunos-x64')).toThrow(/npm has no Stripe CLI for sunos-x64\. Install it/);
});

test.each([
  ['does not exist', '/nowhere/stripe', /does not run as the Stripe CLI/],
  ['is another program', process.execPath, /is not the Stripe CLI/],
])('refuses a program that %s', async (_, bin, message) => {
  await expect(findCli({ bin })).rejects.toThrow(message);
  await expect(findCli({ bin })).rejects.toBeInstanceOf(KnownError);
});
