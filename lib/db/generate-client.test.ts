import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GenerateError, generateClient } from './generate-client';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hookwell-generate-'));
  await symlink(join(process.cwd(), 'node_modules'), join(root, 'node_modules'), 'junction');
  await writeFile(join(root, 'package.json'), '{ "name": "shop", "type": "module" }');
  await mkdir(join(root, 'prisma'));
  await setSchema('model Note {\n  id Int @id\n}\n');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const header =
  'generator client {\n  provider = "prisma-client"\n  output = "../lib/db/generated"\n}\n\n' +
  'datasource db {\n  provider = "postgresql"\n}\n\n';
const setSchema = (models: string) => writeFile(join(root, 'prisma', 'schema.prisma'), header + models);
const models = () => readdir(join(root, 'lib', 'db', 'generated', 'models'));

test('writes the client, and again only when the schema has changed', { timeout: 30_000 }, async () => {
  expect(await generateClient(root)).toBe(true);
  expect(await models()).toEqual(['Note.ts']);
  expect(await generateClient(root)).toBe(false);
  await setSchema('model Letter {\n  id Int @id\n}\n');
  expect(await generateClient(root)).toBe(true);
  expect(await models()).toEqual(['Letter.ts']);
});

test('shows what Prisma says about a mistake, and tries again the next time', { timeout: 30_000 }, async () => {
  await setSchema('model Note {\n  id Strin @id\n}\n');
  const error = await generateClient(root).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GenerateError);
  expect((error as GenerateError).message).toContain('Type "Strin" is neither a built-in type');
  await setSchema('model Note {\n  id Int @id\n}\n');
  expect(await generateClient(root)).toBe(true);
  expect(await readFile(join(root, 'lib', 'db', 'generated', 'client.ts'), 'utf8')).toContain('PrismaClient');
});
