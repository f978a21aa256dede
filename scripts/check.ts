import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm run check

Everything that has to pass before a change lands: format and lint, types, unused code, tests. Stops at the first that fails.
`;

const script = (name: string) => ['--import', 'tsx', `scripts/${name}.ts`];

await runCommand({ usage }, async () => {
  process.exitCode =
    (await runNode(commandFile('@biomejs/biome', 'biome'), ['check', '.'])) ||
    (await runNode('--import', script('typecheck').slice(1))) ||
    (await runNode(commandFile('knip'), [])) ||
    (await runNode('--import', script('test').slice(1)));
});
