import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KnownError } from '../../../lib/kit/known-error';
import { addToList } from './add-to-list';
import { findEventType, readEventTypes } from './event-types';
import { handlerFile, testFile } from './templates';

/**
 * Writes the handler, its line in the list, and its test into the checkout at `root`, and returns their paths: into the
 * shop's own folder, or, with `core`, among Hookwell's. Throws for a type that Stripe does not send or that has a handler.
 */
export async function writeHandler(root: string, type: string, { core }: { core: boolean }): Promise<string[]> {
  const kind = findEventType(await readEventTypes(root), type);
  const folder = core ? 'lib/handlers' : 'lib/handlers/custom';
  const handler = `${folder}/${type}.ts`;
  const list = core ? 'lib/handlers/registry.ts' : 'lib/handlers/custom/index.ts';
  const test = `tests/integration/handlers/${core ? '' : 'custom/'}${type}.test.ts`;
  for (const file of [handler, test])
    if (existsSync(join(root, file))) throw new KnownError(`${file} is there already: ${type} has a handler.`);
  const listed = addToList(await readFile(join(root, list), 'utf8'), type);
  await write(root, handler, handlerFile(kind, core ? '.' : '..'));
  await write(root, list, listed);
  await write(root, test, testFile(kind, { harness: core ? '../../../harness' : '../../../../harness' }));
  return [handler, list, test];
}

async function write(root: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}
