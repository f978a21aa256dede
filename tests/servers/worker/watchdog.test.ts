import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { useProcesses } from '../../../harness/own-processes';
import { startNode } from '../../../harness/processes';

const { keep } = useProcesses();
const tsx = import.meta.resolve('tsx');
const LIMIT_MS = 1_000;

async function watched(behaviour: string, ...options: string[]) {
  const args = [...options, '--import', tsx, 'harness/watched.ts', String(LIMIT_MS), behaviour];
  const child = keep(startNode(args, {}));
  await child.printed(/is there/);
  return child;
}

describe('a watchdog', () => {
  it.each(['loop', 'microtasks', 'waits', 'heap'])('ends a process whose event loop stands still: %s', async (way) => {
    const child = await watched(way);
    expect(await child.exited).toBeNull();
    expect(child.process.signalCode).toBe('SIGKILL');
    expect(child.output()).toContain(`has stood still for ${LIMIT_MS / 1_000} s (WATCHDOG_SECONDS)`);
  });

  it('leaves a busy one alone', async () => {
    const child = await watched('busy');
    await pause(3 * LIMIT_MS);
    expect(child.process.signalCode).toBeNull();
  });

  it('leaves one alone that was stopped for longer than the limit', async () => {
    const child = await watched('idle');
    child.process.kill('SIGSTOP');
    await pause(2 * LIMIT_MS);
    child.process.kill('SIGCONT');
    await pause(2 * LIMIT_MS);
    expect(child.process.signalCode).toBeNull();
  });

  it('leaves one alone that a debugger is attached to', async () => {
    const child = await watched('loop', '--inspect=127.0.0.1:0');
    await pause(3 * LIMIT_MS);
    expect(child.process.signalCode).toBeNull();
  });

  it('keeps no process from its end', async () => {
    const code = `import { startWatchdog } from './lib/worker/start-watchdog.ts'; startWatchdog(1000);`;
    const child = keep(startNode(['--import', tsx, '--input-type=module', '-e', code], {}));
    expect(await child.exited).toBe(0);
  });
});
