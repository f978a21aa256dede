import { existsSync } from 'node:fs';
import { cp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { commandFile, runNode } from '../scripts/support/run-node';

/** The folder that the tests build into, apart from the developer's own. */
export const testBuild = '.next-test';

/**
 * Vitest's global setup of the tests that run the production build as processes. `npm test` builds once for all, and a
 * build that is younger than everything it was made from, as behind `npm run build` in CI, is not made again.
 */
export default async function build(): Promise<void> {
  if (process.env.HOOKWELL_TEST_BUILD === 'made') return;
  const changed = await newestChange();
  if (await isYounger(testBuild, changed)) return;
  await rm(testBuild, { recursive: true, force: true });
  if (await isYounger('.next', changed)) {
    const unwanted = new Set([join('.next', 'cache'), join('.next', 'dev')]);
    await cp('.next', testBuild, { recursive: true, filter: (path) => !unwanted.has(path) });
    return;
  }
  const code = await runNode(commandFile('next'), ['build'], { NEXT_DIST_DIR: testBuild, NODE_ENV: 'production' });
  if (code !== 0) throw new Error('The production build failed; its output stands above');
}

/** What a build is made from. */
const SOURCES = [
  'app',
  'lib',
  'prisma',
  'public',
  'instrumentation.ts',
  'instrumentation-node.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

/** When a file of the sources was last written, or one was added or taken away. */
async function newestChange(): Promise<number> {
  const paths = await Promise.all(
    SOURCES.map(async (source) => {
      const inside = (await stat(source)).isDirectory() ? await readdir(source, { recursive: true }) : [];
      return [source, ...inside.map((path) => join(source, path))];
    }),
  );
  // Written anew by each `npm test`, from the schema.
  const generated = join('lib', 'db', 'generated');
  const times = paths
    .flat()
    .filter((path) => !path.startsWith(generated) && path !== join('lib', 'db'))
    .map(async (path) => (await stat(path)).mtimeMs);
  return Math.max(...(await Promise.all(times)));
}

async function isYounger(folder: string, than: number): Promise<boolean> {
  const id = join(folder, 'BUILD_ID');
  return existsSync(id) && (await stat(id)).mtimeMs > than;
}
