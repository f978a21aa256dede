import { runCommand } from './support/cli';
import { commandFile, runNode, runScript } from './support/run-node';

const usage = `
Usage: npm run check

Everything that has to pass before a change lands, in this order: format and lint, types, unused code, the build, tests.
Stops at the first that fails. CI runs the same (.ci/run, .github/workflows/ci.yml).
`;

const checks: [name: string, run: () => Promise<number>][] = [
  ['npm run lint', () => runNode(commandFile('@biomejs/biome', 'biome'), ['check', '.'])],
  ['npm run typecheck', () => runScript('typecheck')],
  ['npm run unused', () => runNode(commandFile('knip'), [])],
  ['npm run build', () => runScript('build')],
  ['npm test', () => runScript('test')],
  ['npm run test:servers', () => runScript('test-servers')],
];

await runCommand({ usage, mode: 'development' }, async () => {
  for (const [name, run] of checks) {
    const begun = performance.now();
    console.log(`\n> ${name}`);
    process.exitCode = await run();
    console.log(
      `${name}: ${process.exitCode === 0 ? 'passed' : 'failed'} after ${Math.round((performance.now() - begun) / 1_000)} s`,
    );
    if (process.exitCode !== 0) return;
  }
});
