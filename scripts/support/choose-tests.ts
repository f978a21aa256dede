import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readClosure } from './rooms/arrows';

/** Through these whoever applies an event reaches every handler, and so nearly every file: what they load chooses no test. */
const HUBS = [
  'lib/handlers/registry.ts',
  'lib/worker/drain.ts',
  'lib/worker/process-event.ts',
  'lib/worker/start-worker.ts',
  'lib/worker/tasks.ts',
];

/** An integration test that is further away from a file than this is one of many, and some of them run anyway. */
const NEAR = 3;

/** Tests that go through the door, all handlers and the effects, in seconds. */
export const THROUGH_ALL = [
  'tests/integration/webhook/response-table.test.ts',
  'tests/integration/handlers/any-order.test.ts',
  'tests/integration/handlers/order-life.test.ts',
  'tests/integration/effects/receipt.test.ts',
];

/** What every test depends on. */
const EVERYTHING = /^(package(-lock)?\.json|tsconfig\.json|vitest\.config\.ts|prisma\/|lib\/db\/sql\/)/;

/**
 * The unit and integration tests that a change concerns: those that load a changed file, and for a change in `lib` some that go
 * through all of it. Null: all of them, because it changes what every test depends on.
 */
export async function chooseTests(root: string, changed: string[]): Promise<string[] | null> {
  if (changed.some((file) => EVERYTHING.test(file))) return null;
  const chosen = new Set<string>();
  for (const test of await listTests(root)) {
    const steps = test.startsWith('tests/integration/') ? NEAR : undefined;
    const loaded = await readClosure(root, [test], { beyond: HUBS, steps });
    if (changed.some((file) => loaded.includes(file))) chosen.add(test);
  }
  if (changed.some((file) => /^(lib|app\/api)\//.test(file) && !/\.test\.tsx?$/.test(file)))
    for (const test of THROUGH_ALL) chosen.add(test);
  return [...chosen].sort();
}

async function listTests(root: string): Promise<string[]> {
  const found = await Promise.all(
    ['app', 'bench', 'lib', 'scripts', 'tests/property', 'tests/integration'].map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)));
    }),
  );
  return found.flat();
}
