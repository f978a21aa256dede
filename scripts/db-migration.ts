import { relative } from 'node:path';
import { writeMigration } from '../lib/db/write-migration';
import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';

const usage = `
Usage: npm run db:migration -- <name>

Writes the next migration, prisma/migrations/<time>_<name>/migration.sql, from what changed in prisma/schema.prisma
and in the stored functions (lib/db/sql) since the last one. Needs no database. Read the SQL and edit it if needed, then \`npm run db:migrate\` applies it.
`;

await runCommand({ usage, words: 1 }, async ({ words: [name] }) => {
  if (!name) throw new KnownError(`Which name shall the migration have?\n\n${usage.trim()}`);
  const file = await writeMigration(name);
  if (file) console.log(`Wrote ${relative(process.cwd(), file)}. Read it, then run: npm run db:migrate`);
  else console.log('No change: prisma/schema.prisma and lib/db/sql are what the last migration leads to.');
});
