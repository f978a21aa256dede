import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOMS = ['app', 'bench', 'harness', 'lib', 'prisma', 'scripts', 'tests'];
const SKIPPED = /^(node_modules|generated|migrations|peers|\.next.*)$/;

/** Written where there is none yet: a shop's own files, what a command makes, and what docs/mount.md makes in another app. */
const MADE = [/^lib\/handlers\/custom\//, /^tests\/integration\/handlers\/custom\//, /^lib\/db\/generated/];
const MADE_BY_MOUNT = ['lib/package.json', 'scripts/package.json'];

const NAMED = new RegExp(`(?<![\\w./@<$-])(?:${ROOMS.join('|')}|docs)/[\\w@./()[\\]-]*`, 'g');
const COMMENT = /^\s*(?:\/\*\*|\*|\/\/|--)(.*)|\s\/\/ (.*)/;

const documents = async () => [...(await files('docs', /\.md$/)), 'README.md', 'CONTRIBUTING.md', 'SECURITY.md'];

test('every file that a document names is there', async () => {
  expect(await missing(await documents(), (line) => line)).toEqual([]);
});

test('every link from a document leads to a file, and to a heading in it', async () => {
  const broken = (await documents()).flatMap((document) =>
    [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)]
      .filter(([, path = '', heading]) => {
        const to = path ? join(dirname(document), path) : document;
        return !existsSync(to) || (heading !== undefined && !headingsOf(to).includes(heading));
      })
      .map(([link]) => `${document} ${link}`),
  );
  expect(broken).toEqual([]);
});

test('every file that a comment names is there', async () => {
  const sources = (await Promise.all(ROOMS.map((room) => files(room, /\.(tsx?|mjs|prisma)$/)))).flat();
  expect(sources.length).toBeGreaterThan(500);
  expect(await missing(sources, (line) => COMMENT.exec(line)?.slice(1).join('') ?? '')).toEqual([]);
});

async function files(folder: string, named: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : files(path, named);
    return named.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

/** The headings of a document as GitHub names them in an address. */
const headingsOf = (document: string): string[] =>
  [...readFileSync(document, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );

/** Each place that names what is nowhere, as `file:line name`. */
async function missing(paths: string[], read: (line: string) => string): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) =>
      (await readFile(path, 'utf8'))
        .split('\n')
        .flatMap((line, at) => namesIn(read(line)).map((name) => `${path.replaceAll('\\', '/')}:${at + 1} ${name}`)),
    ),
  );
  return found.flat();
}

const namesIn = (text: string): string[] =>
  [...text.matchAll(NAMED)].map(([name]) => trim(name)).filter((name) => !isThere(name));

/** Without the end of its sentence, or of the brackets that it stands in. */
function trim(name: string): string {
  const [, inside = name] = name.includes('[') ? [] : (/^(.*?)\]/.exec(name) ?? []);
  const [, alone = inside] = inside.includes('(') ? [] : (/^(.*?)\)/.exec(inside) ?? []);
  return alone.replace(/[.,]+$/, '');
}

function isThere(name: string): boolean {
  if (MADE.some((made) => made.test(name)) || MADE_BY_MOUNT.includes(name)) return true;
  if (['', '.ts', '.tsx'].some((ending) => existsSync(name + ending))) return true;
  // A decision is named by its number.
  return /^docs\/decisions\/\d{4}$/.test(name);
}
