import { execFileSync } from 'node:child_process';
import { generateClient } from '../lib/db/generate-client';
import { chooseTests } from './support/choose-tests';
import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm test [-- FILTER …]
       npm test -- --changed

Runs the units, and all that needs no more than a PostgreSQL. \`npm run test:servers\` runs the others.
With words behind --, only the files whose path holds one of them, of whatever kind but a browser's.
Needs nothing set up: the database is embedded unless DATABASE_URL is set.

  --changed  only what the uncommitted changes concern, or else those of the last commit, and a few tests that go through all
`;

const quick = ['--project', 'unit', '--project', 'integration'];

await runCommand(
  { usage, mode: 'development', words: 20, options: { changed: { type: 'boolean' } } },
  async ({ values, words }) => {
    await generateClient();
    const chosen = values.changed ? await chooseTests(process.cwd(), changedFiles()) : words;
    if (chosen?.length === 0 && values.changed) {
      console.log('No test is concerned.');
      return;
    }
    process.exitCode = await runNode(commandFile('vitest'), ['run', ...(chosen?.length ? chosen : quick)]);
  },
);

function changedFiles(): string[] {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
  const uncommitted = [...git('diff', '--name-only', 'HEAD'), ...git('ls-files', '--others', '--exclude-standard')];
  return uncommitted.length > 0 ? uncommitted : git('diff', '--name-only', 'HEAD~1');
}
