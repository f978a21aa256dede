import { checkHistory } from '../../../db/check-history';
import { MigrationError } from '../../../db/migration-error';
import { migrationsDir, readMigrations } from '../../../db/migrations-folder';
import { error, type Finding, few, ok } from '../finding';
import type { Looked } from './check';

/** Whether every migration is applied, unchanged, and known to this version. */
export async function checkMigrations({ client, pending }: Looked): Promise<Finding[]> {
  try {
    const { rows } = await client.query(`select to_regclass('hookwell._prisma_migrations')::text as name`);
    if (rows[0].name) await checkHistory(client, await readMigrations(migrationsDir()));
  } catch (problem) {
    if (!(problem instanceof MigrationError)) throw problem;
    const { what, fix = 'docs/architecture.md says how migrations work.' } = problem;
    return [error('migrations_broken', onOneLine(what).replace(/\.$/, ''), onOneLine(fix))];
  }
  if (pending.length === 0) return [ok('migrations', 'Every migration is applied')];
  return [
    error(
      'migrations_pending',
      `${pending.length === 1 ? 'One migration is' : `${pending.length} migrations are`} not applied: ${few(pending)}`,
      'npm run db:migrate. `npm start` and `npm run worker` do it by themselves.',
    ),
  ];
}

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
