import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';
import { openDatabase } from './support/open-database';

const usage = `
Usage: npm run restore -- FILE [--replace]

Puts a backup into an empty database, all of it or nothing, then applies the migrations that have come since. Reads what
npm run backup wrote, and pg_dump's plain format (--no-owner --no-privileges), compressed or not. Stop every app and
worker first. The database is that of DIRECT_DATABASE_URL, else of DATABASE_URL, else of a running npm run dev. See docs/backup.md.

  --replace  the database holds data, and all of it may go
`;

await runCommand({ usage, options: { replace: { type: 'boolean' } }, words: 1 }, async ({ values, words: [file] }) => {
  if (!file) throw new KnownError('Which file? npm run restore -- hookwell.sql.gz');
  const { restoreBackup } = await import('../lib/ops/backup/restore-backup');
  const database = await openDatabase();
  try {
    const restored = await restoreBackup(database.directUrl, file, { replace: values.replace === true });
    const { takenAt, events, waitingEvents, waitingEffects, migrated } = restored;
    console.log(`Restored ${events.toLocaleString('en-US')} events${takenAt ? `, as of ${takenAt}` : ''}.`);
    if (migrated.length > 0) console.log(`Migrated to this version: ${migrated.join(', ')}`);
    console.log(`
Next:
  1. Start the app or a worker. It applies ${waitingEvents} event(s) that waited then, and does ${waitingEffects} effect(s).
  2. npm run sweep -- --since ${takenAt?.slice(0, 10) ?? '30d'}   fetches from Stripe what came after the backup; the workers do
     it by themselves within five minutes, as far as Stripe lists it (30 days).
What was done outside after the backup is not known here: those ${waitingEffects} effects, and the receipts and fulfilments of
purchases that the sweep brings back, are done once more. docs/backup.md says how to hold them back.`);
  } finally {
    await database.release();
  }
});
