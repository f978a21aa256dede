import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';
import { writeHandler } from './support/new-handler/write-handler';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm run new:handler -- TYPE [--core]

Writes a handler for a type of event, such as invoice.paid, its line in the list, and its test. They go to
lib/handlers/custom, which upgrades of Hookwell do not touch. docs/handlers.md says what a handler may do.

  --core  among Hookwell's own, in lib/handlers, as a new family of types
`;

await runCommand({ usage, options: { core: { type: 'boolean' } }, words: 1 }, async ({ values, words: [type] }) => {
  if (!type) throw new KnownError(`Which type of event?\n\n${usage.trim()}`);
  const files = await writeHandler(process.cwd(), type, { core: values.core ?? false });
  const format = ['check', '--write', '--log-level=error', ...files];
  if ((await runNode(commandFile('@biomejs/biome', 'biome'), format)) !== 0) process.exitCode = 1;
  console.log(`Wrote ${files.join(', ')}`);
  console.log(`Next: say in ${files[0]} what it does, then run npm test -- ${files[2]}`);
});
