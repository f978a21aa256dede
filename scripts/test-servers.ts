import { generateClient } from '../lib/db/generate-client';
import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm run test:servers

Runs what needs more than a PostgreSQL, or minutes: servers of its own (PostgreSQL 15, PgBouncer, SMTP, TLS), the production
build in several processes, the real Stripe CLI, plans over many rows, a real browser, which is found or unpacked.
What is not installed is said to be skipped. \`npm test\` runs the rest.
`;

await runCommand({ usage, mode: 'development' }, async () => {
  await generateClient();
  process.exitCode =
    (await runNode(commandFile('vitest'), ['run', '--project', 'servers', '--project', 'app'])) ||
    (await runNode(commandFile('@playwright/test', 'playwright'), ['test'], { HOOKWELL_TEST_BUILD: 'made' }));
});
