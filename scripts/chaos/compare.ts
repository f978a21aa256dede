import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScript } from '../../harness/processes';
import { migrateDatabase } from '../../lib/db/migrate';
import { KnownError } from '../../lib/kit/known-error';
import type { ChaosDatabase } from './database';
import type { StoryNote } from './stories';

/** How the rows of a run differ from those of the same events in order, and which rules about the money do not hold. */
export type Comparison = {
  accounts: number;
  differences: { account: string; expected: string; actual: string }[];
  findings: string[];
};

/** Applies the stories to another database on the same server, in order, and compares. `env`: that of the run's processes. */
export async function compareWithInOrder(
  database: ChaosDatabase,
  stories: StoryNote[],
  env: Record<string, string>,
): Promise<Comparison> {
  const expectedUrl = await database.makeDatabase('in_order');
  await migrateDatabase(expectedUrl);
  const folder = await mkdtemp(join(tmpdir(), 'hookwell-chaos-'));
  const file = join(folder, 'stories.json');
  await writeFile(file, JSON.stringify({ actualUrl: database.url, stories }));
  const child = startScript('scripts/chaos/apply-in-order.ts', [file], {
    ...env,
    DATABASE_URL: expectedUrl,
    LOG_LEVEL: 'error',
  });
  const code = await child.exited;
  await rm(folder, { recursive: true });
  const answer = /^comparison (.*)$/m.exec(child.output())?.[1];
  if (code !== 0 || !answer)
    throw new KnownError(`The run in order failed (${code}):\n${child.output().slice(-4_000)}`);
  return JSON.parse(answer) as Comparison;
}
