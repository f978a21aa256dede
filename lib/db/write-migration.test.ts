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

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hookwell-write-migration-'));
  dir = join(root, 'migrations');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const setSchema = (models: string) => writeFile(join(root, 'schema.prisma'), header + models);

test('the first migration makes everything, and says which database it is for', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  const file = await writeMigration('init', { dir, now });
  expect(file).toBe(join(dir, '20261122061454_init', 'migration.sql'));
  expect(await readFile(file as string, 'utf8')).toContain('CREATE TABLE "Note"');
  expect(await readFile(join(dir, 'migration_lock.toml'), 'utf8')).toContain('provider = "postgresql"');
  expect(await migrationNames(dir)).toEqual(['20261122061454_init']);
});

test('the next one holds only what changed since', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await writeMigration('init', { dir, now });
  await setSchema('model Note {\n  id Int @id\n  text String?\n}\n');
  const file = await writeMigration('add_text', { dir, now: later });
  expect(await readFile(file as string, 'utf8')).toBe(
    '-- AlterTable\nALTER TABLE "Note" ADD COLUMN     "text" TEXT;\n',
  );
  expect(await migrationNames(dir)).toEqual(['20261122061454_init', '20261123061454_add_text']);
});

test('nothing is written when nothing changed that the database knows of', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await writeMigration('init', { dir, now });
  await setSchema('/// A note.\nmodel Note {\n  id Int @id\n}\n');
  expect(await writeMigration('comment', { dir, now: later })).toBeNull();
  expect(await migrationNames(dir)).toEqual(['20261122061454_init']);
});

test.each(['', 'Add Text', 'add-text', '../escape', 'a'.repeat(61), 'ä'])('the name %j is refused', async (name) => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await expect(writeMigration(name, { dir, now })).rejects.toThrow(MigrationNameError);
  expect(await readdir(root)).toEqual(['schema.prisma']);
});

test('a clock that went back is refused: the migration would be applied before one that it builds on', async () => {
  await setSchema('model Note {\n  id Int @id\n}\n');
  await writeMigration('init', { dir, now: later });
  await setSchema('model Note {\n  id Int @id\n  text String?\n}\n');
  await expect(writeMigration('add_text', { dir, now })).rejects.toThrow(/check this machine's clock/);
});

test('a mistake in the schema is shown with its line, and nothing is written', async () => {
  await setSchema('model Note {\n  id Strin @id\n}\n');
  const error = await writeMigration('init', { dir, now }).then(
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
  await expect(writeMigration('next', { dir, now: later })).rejects.toThrow(/schema\.prisma is missing.*git/);
});
