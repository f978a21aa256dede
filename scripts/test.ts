import { generateClient } from '../lib/db/generate-client';
import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm test [-- FILTER …]

Runs the units, and all that needs no more than a PostgreSQL. \`npm run test:servers\` runs the others.
With words behind --, only the files whose path holds one of them, of whatever kind but a browser's.
Needs nothing set up: the database is embedded unless DATABASE_URL is set.
`;

const quick = ['--project', 'unit', '--project', 'integration'];

await runCommand({ usage, mode: 'development', words: 20 }, async ({ words }) => {
  await generateClient();
  process.exitCode = await runNode(commandFile('vitest'), ['run', ...(words.length > 0 ? words : quick)]);
});
