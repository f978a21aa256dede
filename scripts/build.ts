import { generateClient } from '../lib/db/generate-client';
import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm run build

Builds the app for production into .next. Needs no configuration and no database.
`;

await runCommand({ usage, mode: 'production' }, async () => {
  await generateClient();
  process.exitCode = await runNode(commandFile('next'), ['build']);
});
