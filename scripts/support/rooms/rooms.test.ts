import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type Room, rooms } from '@/lib/rooms';
import { readArrows, readClosure } from './arrows';
import { roomFiles } from './rooms';

test('lint rules and picture are those of the list: npm run rooms', async () => {
  for (const { path, text } of await roomFiles(process.cwd())) expect(await readFile(path, 'utf8'), path).toBe(text);
});

test('each room knows only those before it', async () => {
  const names = Object.keys(rooms) as Room[];
  const upwards = [...(await readArrows(process.cwd()))].flatMap(([room, known]) =>
    [...known].filter((other) => names.indexOf(other) > names.indexOf(room)).map((other) => `${room} → ${other}`),
  );
  expect(upwards).toEqual([]);
});

test('what receives and applies events loads nothing that only a page needs', async () => {
  const loaded = await readClosure(process.cwd(), [
    'app/api/webhook/route.ts',
    'app/api/cron/work/route.ts',
    'lib/inbox/node-door.ts',
    'scripts/worker.ts',
    'scripts/children/trial.ts',
  ]);
  expect(loaded).toContain('lib/worker/process-event.ts');
  expect(loaded).toContain('lib/inbox/answer-delivery.ts');
  expect(
    loaded.filter((file) => /^lib\/(dashboard|checkout|server|dev\/simulator|dev\/stripe-cli)\//.test(file)),
  ).toEqual([]);
});
