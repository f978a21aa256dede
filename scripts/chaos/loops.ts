import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Member } from './member';
import { within } from './recovery';

/** A member whose watchdog has spoken is gone a moment later, and must not count as one that crashed by itself. */
const LAST_WORDS_MS = 2_000;

/** Makes the handler of one event at a time loop, in whichever process takes it: ./misbehave.mjs does it there. */
export function makeLoops() {
  const folder = mkdtempSync(join(tmpdir(), 'hookwell-chaos-loops-'));
  const file = join(folder, 'event');
  const stills = (members: Member[]): number =>
    members.reduce((sum, { output }) => sum + output().split('has stood still for').length - 1, 0);
  return {
    /** What the processes need to have it. */
    env: {
      CHAOS_SWITCH: file,
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'misbehave.mjs'))}`,
    },
    isOn: () => existsSync(file),
    start: (eventId: string): void => writeFileSync(file, eventId),
    /** Resolves once a watchdog has ended who looped; what is tried again does not loop any more. */
    async endAfterDeath(members: Member[]): Promise<void> {
      const before = stills(members);
      await within(async () => stills(members) > before);
      await pause(LAST_WORDS_MS);
      rmSync(file, { force: true });
    },
    close: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}

export type Loops = ReturnType<typeof makeLoops>;
