import { resolveMigration } from '../lib/db/migrate';
import { migrateChecked } from '../lib/ops/doctor/migrate-checked';
import { warnAtStart } from '../lib/ops/doctor/warn-at-start';
import { runCommand } from './support/cli';
import { openDatabase } from './support/open-database';

const usage = `
Usage: npm run db:migrate [-- --rolled-back <name> | --applied <name>]

Applies the migrations that the database lacks, and says which. The database is that of DIRECT_DATABASE_URL, else
of DATABASE_URL, else the embedded one of a running npm run dev.

  --rolled-back <name>  a failed migration left nothing behind: note it, and run it again
  --applied <name>      a failed migration was finished by hand: note it, and go on
`;

const options = { 'rolled-back': { type: 'string' }, applied: { type: 'string' } } as const;

await runCommand({ usage, options }, async ({ values }) => {
  const database = await openDatabase();
  try {
    // This command may be run where nothing else is reached.
    const url = database.directUrl;
    if (values['rolled-back']) await resolveMigration(url, values['rolled-back'], 'rolled-back');
    if (values.applied) await resolveMigration(url, values.applied, 'applied');
    const { applied } = await migrateChecked({ url, directUrl: url, warn: warnAtStart });
    if (applied.length === 0) console.log('The database is up to date.');
    for (const name of applied) console.log(`Applied ${name}`);
  } finally {
    await database.release();
  }
});
