import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { foreignEnv } from '../../kit/env';
import { KnownError } from '../../kit/known-error';

/** A Stripe CLI that can be run. */
export type StripeCli = { bin: string; version: string };

/** Which one is wanted: npm's, unless a path is given or the one that is installed on this machine is asked for. */
export type CliChoice = { bin?: string; system?: boolean };

const require = createRequire(import.meta.url);
const run = promisify(execFile);

/** Finds the Stripe CLI and asks it for its version. Throws {@link KnownError} with what to do when there is none. */
export async function findCli({ bin, system }: CliChoice = {}): Promise<StripeCli> {
  const file = bin ?? (system ? findOnPath() : findInstalledByNpm());
  try {
    const { stdout } = await run(file, ['--version'], { env: foreignEnv() });
    const version = /^stripe version (\d+\.\d+\.\d+)/m.exec(stdout)?.[1];
    if (version) return { bin: file, version };
  } catch (error) {
    throw new KnownError(`${file} does not run as the Stripe CLI: ${(error as Error).message}`, { cause: error });
  }
  throw new KnownError(`${file} is not the Stripe CLI: \`${file} --version\` prints no version.`);
}

/** The binary itself: npm's `stripe` command starts it and passes no signals on, so that Ctrl-C could leave it behind. */
export function findInstalledByNpm(platform = `${process.platform}-${process.arch}`): string {
  const howElse = 'Install it (https://docs.stripe.com/stripe-cli/install), and add --cli system.';
  let platforms: Record<string, { pkg: string; bin: string }>;
  try {
    platforms = require('@stripe/cli/platforms.json');
  } catch (error) {
    throw new KnownError(
      `The Stripe CLI is missing: npm left the development dependencies out. Run \`npm ci\` without --omit=dev. Or: ${howElse}`,
      { cause: error },
    );
  }
  const known = platforms[platform];
  if (!known) throw new KnownError(`npm has no Stripe CLI for ${platform}. ${howElse}`);
  try {
    return join(dirname(require.resolve(`${known.pkg}/package.json`)), 'bin', known.bin);
  } catch (error) {
    throw new KnownError(
      `The Stripe CLI is missing: npm left the optional package ${known.pkg} out. Run \`npm ci\` without --omit=optional. Or: ${howElse}`,
      { cause: error },
    );
  }
}

function findOnPath(): string {
  const name = process.platform === 'win32' ? 'stripe.exe' : 'stripe';
  const [, path = ''] = Object.entries(foreignEnv()).find(([key]) => key.toUpperCase() === 'PATH') ?? [];
  // `npm run` puts node_modules/.bin first, where npm's own starter lies.
  const folders = path.split(delimiter).filter((folder) => folder && !/node_modules[\\/]\.bin[\\/]?$/.test(folder));
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (!found)
    throw new KnownError(
      'There is no stripe command on the PATH. Leave --cli system out to run the one that npm installed, or give its place with --stripe-bin.',
    );
  return found;
}
