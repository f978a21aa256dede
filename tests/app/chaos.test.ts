import { expect, it } from 'vitest';
import { testBuild } from '../../harness/build-app';
import { startScript } from '../../harness/processes';

/**
 * A minute of `npm run chaos`. How long a recovery takes is measured where the machine is free for it (docs/reliability.md):
 * here each has to come to its end.
 */
it('a minute of faults loses and doubles nothing', async () => {
  const args = ['--minutes', '1', '--rate', '5', '--seed', 'ci', '--recovery', '600', '--json'];
  const run = startScript('scripts/chaos.ts', args, { NEXT_DIST_DIR: testBuild });
  const code = await run.exited;
  expect(code, run.output()).toBe(0);
  const report = JSON.parse(run.output().slice(run.output().indexOf('{\n'), run.output().lastIndexOf('}') + 1));
  expect(report).toMatchObject({
    'events lost': 0,
    'events doubled': 0,
    'effects doubled in the ledger': 0,
    'accounts whose rows differ from the run in order': 0,
    failures: [],
  });
  expect(report['events processed']).toBe(report['events sent']);
  expect(report.faults).toBeGreaterThan(1);
}, 900_000);
