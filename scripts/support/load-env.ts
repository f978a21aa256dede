import nextEnv, { type LoadedEnvFiles } from '@next/env';
import { devRuns } from '../../lib/dev/postgres/dev-runs';
import { currentEnv, dataDir, isProduction, resetEnv } from '../../lib/kit/env';
import { KnownError } from '../../lib/kit/known-error';
import { judgeWritten } from './judge-written';

/** Which `.env` files a command reads: https://nextjs.org/docs/app/guides/environment-variables#environment-variable-load-order */
export type EnvMode = 'development' | 'production';

const URLS = ['DATABASE_URL', 'DIRECT_DATABASE_URL'] as const;

let mode: EnvMode = 'development';

/**
 * Reads the `.env` files as Next does, so that a command sees what the app sees. Call it before `env()`. Without a mode of
 * its own, a command reads those of the app that it is for: of `npm run dev` while that runs here, else of production.
 */
export function loadEnv(wanted?: EnvMode): void {
  const set = currentEnv();
  const chosen = wanted ?? (set.NODE_ENV ? (isProduction() ? 'production' : 'development') : undefined);
  const files = chosen ? load(chosen) : loadWhicheverFits(set);
  judgeWritten(files, set, currentEnv());
}

/** Where `DATABASE_URL` was looked for, in the order in which the first that has it wins. */
export function whereLooked(): string {
  const files = [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env'];
  return `the environment of this process, and ${files.slice(0, -1).join(', ')} and ${files.at(-1)} in ${process.cwd()}`;
}

/** The files of the other mode, for one who looks for a database in vain. */
export const otherMode = (): EnvMode => (mode === 'production' ? 'development' : 'production');

/** Whether the files of a mode have a database; the environment of this process stays as it is. */
export function hasDatabase(asked: EnvMode): boolean {
  const before = mode;
  load(asked);
  const { DATABASE_URL: url } = currentEnv();
  load(before);
  return Boolean(url);
}

function load(chosen: EnvMode): LoadedEnvFiles {
  mode = chosen;
  const complain = (...parts: unknown[]) => console.error(...parts);
  const log = { info: () => {}, error: complain };
  const { loadedEnvFiles } = nextEnv.loadEnvConfig(process.cwd(), chosen === 'development', log, true);
  resetEnv();
  return loadedEnvFiles;
}

function loadWhicheverFits(set: NodeJS.ProcessEnv): LoadedEnvFiles {
  const developed = load('development');
  if (devRuns(developmentDir())) return developed;
  const whileDeveloping = currentEnv();
  const files = load('production');
  const inProduction = currentEnv();
  const differs = URLS.find(
    (name) => !set[name] && whileDeveloping[name] && inProduction[name] && whileDeveloping[name] !== inProduction[name],
  );
  if (differs)
    throw new KnownError(
      `The .env files name two databases: ${differs} is one while developing, and another in production. Say which: NODE_ENV=production or NODE_ENV=development before the command.`,
    );
  return files;
}

/** Where `npm run dev` keeps its data. What is malformed is told of by the command itself. */
function developmentDir(): string | null {
  try {
    return dataDir();
  } catch {
    return null;
  }
}
