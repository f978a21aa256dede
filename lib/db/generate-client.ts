import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { currentEnv } from '../kit/env';
import { KnownError } from '../kit/known-error';

/** Thrown when `prisma generate` fails; the message is what it printed. */
export class GenerateError extends KnownError {}

/**
 * Writes Prisma's client into `lib/db/generated`, unless the one that is there was made from this schema by this
 * version of Prisma. Returns whether it did. Downloads nothing. Call it before anything that imports the client.
 */
export async function generateClient(root = process.cwd()): Promise<boolean> {
  const require = createRequire(join(root, 'package.json'));
  const manifest = require.resolve('prisma/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const schema = await readFile(join(root, 'prisma', 'schema.prisma'), 'utf8');
  const hash = createHash('sha256').update(`${version}\n${schema}`).digest('hex');
  const stamp = join(root, 'lib', 'db', 'generated', '.schema-hash');
  if ((await readIfThere(stamp)) === hash) return false;
  await prismaGenerate(join(dirname(manifest), 'build', 'index.js'), root);
  await writeFile(stamp, hash);
  return true;
}

function prismaGenerate(cli: string, root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'generate'], {
      cwd: root,
      // The generator never runs the engine that it looks for; an executable that exists keeps it from downloading one.
      env: { ...currentEnv(), PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new GenerateError(`prisma generate failed (exit code ${code}):\n${output.trim()}`));
    });
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
