import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectionOptions, describeDatabase } from './connection-options';

const sources = ['lib', 'app', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|generated/.test(file)),
);

describe('connectionOptions', () => {
  it('is what every connection is made with: nobody hands pg a URL', () => {
    const handed = /connectionString\s*[:,]|new (pg\.)?(Pool|Client|PrismaPg)\(\s*(['"`]|\w*[uU]rl\b)/;
    expect(sources.filter((file) => handed.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('sets only what the URL says, so that it may be spread over defaults', () => {
    expect(connectionOptions('postgresql://host/db')).toEqual({ host: 'host', port: 5432, database: 'db' });
    expect(connectionOptions('postgresql://me:p@w@[::1]:6/db?pool_timeout=9&options=-c%20a%3Db')).toEqual({
      host: '::1',
      port: 6,
      database: 'db',
      user: 'me',
      password: 'p@w',
      options: '-c a=b',
      connectionTimeoutMillis: 9_000,
    });
  });
});

describe('describeDatabase', () => {
  it.each([
    ['postgresql://me:hunter2@host/db', 'host:5432/db'],
    ['postgresql://me:hunter2#@[::1]:6/db?sslmode=require', '[::1]:6/db'],
    ['postgresql://me:hunter2@/db?host=/run/postgresql', '/run/postgresql, db'],
    ['postgresql://me:hunter2@/db?host=/run/postgresql&port=6', '/run/postgresql:6, db'],
  ])('says of %s: %s', (url, words) => {
    expect(describeDatabase(url)).toBe(words);
  });
});
