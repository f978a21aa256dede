import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SchemaError } from './compare-schemas';
import { migrationNames } from './migrations-folder';
import { MigrationNameError, writeMigration } from './write-migration';

const header =
  'generator client {\n  provider = "prisma-client"\n}\n\ndatasource db {\n  provider = "postgresql"\n}\n\n';
const now = new Date('2026-11-22T06:14:54Z');
const later = new Date('2026-11-23T06:14:54Z');
let root: string;
let dir: string;
let functions: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hookwell-write-migration-'));
  dir = join(root, 'migrations');
  functions = join(root, 'sql');
  await mkdir(functions);
});

afterEach(() => rm(root, { recursive: true, force: true }));

const setSchema = (models: string) => writeFile(join(root, 'schema.prisma'), header + models);

test('the first migration makes everything, and says which database it is for', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  const file = await writeMigration('init', { dir, functions, now });
  expect(file).toBe(join(dir, '20261122061454_init', 'migration.sql'));
  expect(await readFile(file as string, 'utf8')).toContain('CREATE TABLE hookwell."Note"');
  expect(await readFile(join(dir, 'migration_lock.toml'), 'utf8')).toContain('provider = "postgresql"');
  expect(await migrationNames(dir)).toEqual(['20261122061454_init']);
});

test('the next one holds only what changed since', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await writeMigration('init', { dir, functions, now });
  await setSchema('model Note {\n  id Int @id\n  text String?\n}\n');
  const file = await writeMigration('add_text', { dir, functions, now: later });
  expect(await readFile(file as string, 'utf8')).toBe(
    '-- AlterTable\nALTER TABLE hookwell."Note" ADD COLUMN     "text" TEXT;\n',
  );
  expect(await migrationNames(dir)).toEqual(['20261122061454_init', '20261123061454_add_text']);
});

test('nothing is written when nothing changed that the database knows of', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await writeMigration('init', { dir, functions, now });
  await setSchema('/// A note.\nmodel Note {\n  id Int @id\n}\n');
  expect(await writeMigration('comment', { dir, functions, now: later })).toBeNull();
  expect(await migrationNames(dir)).toEqual(['20261122061454_init']);
});

test('every name of the engine gets the schema: tables, types, indexes, references', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await writeMigration('init', { dir, functions, now });
  await setSchema(
    'enum Kind {\n  a\n}\nmodel Note {\n  id Int @id\n  kind Kind @default(a)\n  book Book? @relation(fields: [bookId], references: [id])\n' +
      '  bookId Int?\n  @@index([kind])\n}\nmodel Book {\n  id Int @id\n  notes Note[]\n}\n',
  );
  const sql = await readFile((await writeMigration('more', { dir, functions, now: later })) as string, 'utf8');
  expect(sql.split('\n').filter((line) => /"\w+"/.test(line))).toEqual([
    `CREATE TYPE hookwell."Kind" AS ENUM ('a');`,
    `ALTER TABLE hookwell."Note" ADD COLUMN     "bookId" INTEGER,`,
    `ADD COLUMN     "kind" hookwell."Kind" NOT NULL DEFAULT 'a';`,
    'CREATE TABLE hookwell."Book" (',
    '    "id" INTEGER NOT NULL,',
    '    CONSTRAINT "Book_pkey" PRIMARY KEY ("id")',
    'CREATE INDEX "Note_kind_idx" ON hookwell."Note"("kind");',
    'ALTER TABLE hookwell."Note" ADD CONSTRAINT "Note_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES hookwell."Book"("id") ON DELETE SET NULL ON UPDATE CASCADE;',
  ]);
});

test('a stored function is written again when its file changed, and only then', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  const write = (text: string) => writeFile(join(functions, 'one.sql'), text);
  await write('create or replace function hookwell.one() returns int language sql as $$ select 1 $$;\n');
  const first = await writeMigration('init', { dir, functions, now });
  expect(await readFile(first as string, 'utf8')).toContain('-- lib/db/sql/one.sql\ncreate or replace');
  expect(await writeMigration('same', { dir, functions, now: later })).toBeNull();
  await write('create or replace function hookwell.one() returns int language sql as $$ select 2 $$;\n');
  const second = await writeMigration('two', { dir, functions, now: later });
  expect(await readFile(second as string, 'utf8')).toBe(
    '-- lib/db/sql/one.sql\ncreate or replace function hookwell.one() returns int language sql as $$ select 2 $$;\n-- end of lib/db/sql/one.sql\n',
  );
});

test.each(['', 'Add Text', 'add-text', '../escape', 'a'.repeat(61), 'ä'])('the name %j is refused', async (name) => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await expect(writeMigration(name, { dir, functions, now })).rejects.toThrow(MigrationNameError);
  expect(await readdir(root)).toEqual(['schema.prisma', 'sql']);
});

test('a clock that went back is refused: the migration would be applied before one that it builds on', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await writeMigration('init', { dir, functions, now: later });
  await setSchema('model Note {\n  id Int @id\n  text String?\n}\n');
  await expect(writeMigration('add_text', { dir, functions, now })).rejects.toThrow(/check this machine's clock/);
});

test('a mistake in the schema is shown with its line, and nothing is written', async () => {
  await setSchema('model Note {\n  id Strin @id\n}\n');
  const error = await writeMigration('init', { dir, functions, now }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SchemaError);
  expect((error as SchemaError).message).toMatch(/Type "Strin" is neither a built-in type.*\n.*schema\.prisma:10/s);
  expect(await migrationNames(dir)).toEqual([]);
});

test('without the kept copy it cannot know what changed, and says how to get it back', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await mkdir(join(dir, '20261122061454_init'), { recursive: true });
  await writeFile(join(dir, '20261122061454_init', 'migration.sql'), '');
  await expect(writeMigration('next', { dir, functions, now: later })).rejects.toThrow(
    /last-schema\.prisma is missing.*git/,
  );
});
