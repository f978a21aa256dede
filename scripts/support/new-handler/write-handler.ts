import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KnownError } from '../../../lib/kit/known-error';
import { addToList } from './add-to-list';
import { findEventType, readEventTypes } from './event-types';
import { familyFile, familyOf, handlerFile, nameOf, nameOfFamily, testFile } from './templates';

/**
 * Writes the handler, its line in the list, and its test into the checkout at `root`, and returns their paths: into the
 * shop's own folder, or, with `core`, a new family among Hookwell's. Throws for a type that Stripe does not send or that has
 * a handler, and for one of a family that is there: a line in its file is all that it takes.
 */
export async function writeHandler(root: string, type: string, { core }: { core: boolean }): Promise<string[]> {
  const kind = findEventType(await readEventTypes(root), type);
  const folder = core ? 'lib/handlers' : 'lib/handlers/custom';
  const entry = core
    ? { name: nameOfFamily(familyOf(type)), file: familyOf(type) }
    : { name: nameOf(type), file: type };
  const handler = `${folder}/${entry.file}.ts`;
  const list = core ? 'lib/handlers/registry.ts' : 'lib/handlers/custom/index.ts';
  const test = `tests/integration/handlers/${core ? '' : 'custom/'}${type}.test.ts`;
  const holder = core ? await fileThatHandles(root, type) : undefined;
  if (holder) throw new KnownError(`${holder} is there already: ${type} has a handler.`);
  for (const file of [handler, test])
    if (existsSync(join(root, file)))
      throw new KnownError(
        core
          ? `${handler} is there already: add ${type} to it, as a line of the family.`
          : `${file} is there already: ${type} has a handler.`,
      );
  const listed = addToList(await readFile(join(root, list), 'utf8'), entry);
  await write(root, handler, core ? familyFile(kind) : handlerFile(kind));
  await write(root, list, listed);
  await write(root, test, testFile(kind));
  return [handler, list, test];
}

/** The file among Hookwell's own that names the type, as a family does. */
async function fileThatHandles(root: string, type: string): Promise<string | undefined> {
  const folder = 'lib/handlers';
  for (const file of await readdir(join(root, folder))) {
    if (!file.endsWith('.ts') || /^(define-|ask-|not-handled)|\.test/.test(file)) continue;
    if ((await readFile(join(root, folder, file), 'utf8')).includes(`'${type}'`)) return `${folder}/${file}`;
  }
  return undefined;
}

async function write(root: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}
