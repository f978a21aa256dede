import { generateClient } from '../lib/db/generate-client';
import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm run typecheck

Checks the types of the app, the scripts and the tests. Generates Prisma's client and Next's route types first.
`;

await runCommand({ usage }, async () => {
  await generateClient();
  process.exitCode =
    (await runNode(commandFile('next'), ['typegen'])) ||
    (await runNode(commandFile('typescript', 'tsc'), ['--noEmit']));
});
