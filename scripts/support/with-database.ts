import type { Database } from '../../lib/db/client';
import { generateClient } from '../../lib/db/generate-client';
import { migrateDatabase } from '../../lib/db/migrate';
import { openDatabase } from './open-database';

/** Runs a command's work on the app's database, migrated: that of DATABASE_URL, else the embedded one of a running `npm run dev`. */
export async function withDatabase(name: string, work: (db: Database) => Promise<void>): Promise<void> {
  await generateClient();
  const { connect } = await import('../../lib/db/client');
  const database = await openDatabase();
  try {
    await migrateDatabase(database.directUrl);
    const open = connect(database.url, { max: 2, name });
    try {
      await work(open.prisma);
    } finally {
      await open.close();
    }
  } finally {
    await database.release();
  }
}
