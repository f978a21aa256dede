import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const guide = readFileSync('docs/mount.md', 'utf8');
const commands = guide.slice(guide.indexOf('## 1.'), guide.indexOf('## 2.')).replaceAll('\\\n', ' ');

/** What the guide's first step copies: folders and files, from the root of the project. */
const copied = [
  ...(/for part in (.*?);/.exec(commands)?.[1] ?? '').split(/\s+/).map((part) => `lib/${part}`),
  ...(/for file in (.*?);/.exec(commands)?.[1] ?? '').split(/\s+/).map((file) => `lib/${file}.ts`),
  ...[...commands.matchAll(/"\$H\/([\w./-]+)"/g)].map(([, path]) => path as string),
].filter((path) => !path.startsWith('lib/$'));

/** The file that an import means, null for a package. */
function resolve(from: string, specifier: string): string | null {
  if (!/^(\.|@\/)/.test(specifier)) return null;
  const path = specifier.startsWith('@/') ? specifier.slice(2) : normalize(join(dirname(from), specifier));
  const found = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  );
  if (!found && !path.startsWith('lib/db/generated')) throw new Error(`${from} imports ${specifier}, which is nowhere`);
  return found ?? null;
}

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, specifier]) => specifier as string,
  );

/** Every file that is copied, but the tests, which the guide removes. */
const sources = copied
  .flatMap((path) =>
    statSync(path).isFile() ? [path] : readdirSync(path, { recursive: true }).map((file) => join(path, String(file))),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\.test(-d)?\.tsx?$/.test(file) && !file.startsWith('lib/db/generated'));

test('the guide for an app that one has copies every file that the copied ones import', () => {
  const missing = new Set<string>();
  for (const source of sources)
    for (const specifier of importsOf(source)) {
      const file = resolve(source, specifier);
      if (file && !file.startsWith('lib/db/generated') && !sources.includes(file))
        missing.add(`${file}, for ${source}`);
    }
  expect([...missing].sort()).toEqual([]);
  expect(sources.length).toBeGreaterThan(200);
});

test('and installs every package that they import', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const install = guide.slice(guide.indexOf('## 2.'), guide.indexOf('## 3.'));
  const packages = new Set<string>();
  for (const source of sources)
    for (const specifier of importsOf(source))
      if (!/^(\.|@\/|node:)/.test(specifier))
        packages.add(
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        );
  // The app has these: it is one of Next's.
  const wanted = [...packages].filter((name) => name in dependencies && !['next', 'react', 'react-dom'].includes(name));
  expect(wanted.filter((name) => !install.includes(` ${name}@`))).toEqual([]);
  expect(wanted.length).toBeGreaterThan(8);
});
