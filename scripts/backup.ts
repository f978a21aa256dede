import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';
import { openDatabase } from './support/open-database';

const usage = `
Usage: npm run backup -- FILE

Writes the whole database into one compressed file (hookwell.sql.gz, for example), of one moment, while the app runs on.
It is in pg_dump's plain format: npm run restore reads it, and so does psql. Needs no PostgreSQL programs. The database is
that of DIRECT_DATABASE_URL, else of DATABASE_URL, else of a running npm run dev. See docs/backup.md.
`;

await runCommand({ usage, words: 1 }, async ({ words: [file] }) => {
  if (!file) throw new KnownError('Where to? npm run backup -- hookwell.sql.gz');
  const { writeBackup } = await import('../lib/ops/backup/write-backup');
  const database = await openDatabase();
  try {
    const { bytes, events, waiting, takenAt } = await writeBackup(database.directUrl, file);
    const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
    console.log(
      `${file}: ${events.toLocaleString('en-US')} events (${waiting} of them wait), ${size}, as of ${takenAt.toISOString()}`,
    );
    console.log('It holds customers’ addresses: keep it where only few can read it.');
  } finally {
    await database.release();
  }
});
