import { generateClient } from '../lib/db/generate-client';
import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm test [-- FILTER …]

Runs every test: units, real PostgreSQL, the production build in several processes, the real Stripe CLI, a real browser.
With words behind --, only the files of the first four whose path holds one of them.
Needs nothing set up: the database is embedded unless DATABASE_URL is set, a browser is found or unpacked.
`;

await runCommand({ usage, mode: 'development', words: 20 }, async ({ words }) => {
  await generateClient();
  process.exitCode =
    (await runNode(commandFile('vitest'), ['run', ...words])) ||
    (words.length > 0
      ? 0
      : await runNode(commandFile('@playwright/test', 'playwright'), ['test'], { HOOKWELL_TEST_BUILD: 'made' }));
});
