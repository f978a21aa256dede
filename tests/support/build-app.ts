import { commandFile, runNode } from '../../scripts/support/run-node';

/** The folder that the tests build into, apart from the developer's own. */
export const testBuild = '.next-test';

/** Vitest's global setup of the tests that run the production build as processes. `npm test` builds once for all. */
export default async function build(): Promise<void> {
  if (process.env.HOOKWELL_TEST_BUILD === 'made') return;
  const code = await runNode(commandFile('next'), ['build'], { NEXT_DIST_DIR: testBuild, NODE_ENV: 'production' });
  if (code !== 0) throw new Error('The production build failed; its output stands above');
}
