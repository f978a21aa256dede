import type pg from 'pg';
import { MigrationError } from './migration-error';
import { type Migration, matchesChecksum } from './migrations-folder';

type Recorded = { name: string; checksum: string; finished: boolean; logs: string | null };

/**
 * Compares what the database recorded with the committed migrations, and returns those that are not applied yet. Throws
 * {@link MigrationError} for one that failed, whose file was changed since, or whose file is missing.
 */
export async function checkHistory(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const history = await readHistory(client);
  const failed = history.find(({ finished }) => !finished);
  if (failed)
    throw new MigrationError('failed', `The migration ${failed.name} failed: ${reasonIn(failed.logs)}`, {
      fix:
        'PostgreSQL took all of it back, unless the file commits by itself. Correct the file or the data, then run:\n' +
        `  npm run db:migrate -- --rolled-back ${failed.name}`,
    });
  for (const { name, checksum } of history) {
    const file = migrations.find((migration) => migration.name === name);
    if (!file)
      throw new MigrationError('unknown', `This database has the migration ${name}, but prisma/migrations does not.`, {
        fix: 'Start the version of the app that has it, or check DATABASE_URL',
      });
    if (!matchesChecksum(file.sql, checksum))
      throw new MigrationError('changed', `prisma/migrations/${name}/migration.sql was changed after it was applied.`, {
        fix: 'Restore it from git, and write the change as a new one: npm run db:migration -- <name>',
      });
  }
  const recorded = new Set(history.map(({ name }) => name));
  return migrations.filter(({ name }) => !recorded.has(name));
}

async function readHistory(client: pg.Client): Promise<Recorded[]> {
  const { rows: tables } = await client.query(`select to_regclass('hookwell._prisma_migrations')::text as name`);
  if (!tables[0].name) return [];
  const { rows } = await client.query<Recorded>(
    `select migration_name as name, checksum, finished_at is not null as finished, logs
     from hookwell._prisma_migrations where rolled_back_at is null order by started_at`,
  );
  return rows;
}

/** The log without the engine's own frame around PostgreSQL's words, and without its trace. */
function reasonIn(logs: string | null): string {
  if (!logs) return 'it was cut off before it ended.';
  const [text = ''] = logs.split(/\n +0: /);
  return text.replace(/^external connector error\s+/, '').replace(/^Error querying the database: /, '');
}
