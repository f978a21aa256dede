import { runCommand } from './support/cli';
import { commandFile, runNode, runScript } from './support/run-node';

const usage = `
Usage: npm run check

Everything that has to pass before a change lands: format and lint, types, unused code, tests. Stops at the first that fails.
`;

await runCommand({ usage, mode: 'development' }, async () => {
  process.exitCode =
    (await runNode(commandFile('@biomejs/biome', 'biome'), ['check', '.'])) ||
    (await runScript('typecheck')) ||
    (await runNode(commandFile('knip'), [])) ||
    (await runScript('test'));
});
