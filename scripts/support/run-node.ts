import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { currentEnv } from '../../lib/kit/env';

const require = createRequire(import.meta.url);

/** The file behind a package's command, found without a shell and without npx: the same on every platform. */
export function commandFile(packageName: string, command = packageName): string {
  // Not every package exports its manifest.
  const manifest = (require.resolve.paths(packageName) ?? [])
    .map((folder) => join(folder, packageName, 'package.json'))
    .find((file) => existsSync(file));
  if (!manifest) throw new Error(`${packageName} is not installed: npm ci`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (!file) throw new Error(`${packageName} has no command named ${command}`);
  return join(dirname(manifest), file);
}

/** Runs a JavaScript command of a dependency to its end, in this terminal. Resolves with its exit code. */
export async function runNode(file: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, [file, ...args], { stdio: 'inherit', env: { ...currentEnv(), ...env } });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Runs one of our own scripts, as `npm run` does. */
export const runScript = (name: string): Promise<number> => runNode('--import', ['tsx', `scripts/${name}.ts`]);
