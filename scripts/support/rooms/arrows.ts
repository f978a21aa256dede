import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type Room, rooms } from '../../../lib/rooms';

/** Which rooms of `lib` each room imports from, as its files say, tests not counted. Throws for a room that is not in the list. */
export async function readArrows(root: string): Promise<Map<Room, Set<Room>>> {
  const arrows = new Map((Object.keys(rooms) as Room[]).map((room) => [room, new Set<Room>()]));
  const lib = join(root, 'lib');
  for (const entry of await readdir(lib, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.test(-d)?\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const room = roomOf(lib, file);
    if (room === null) continue;
    const known = arrows.get(room as Room);
    if (!known) throw new Error(`lib/${room} is not in lib/rooms.ts`);
    for (const path of await readImports(root, file)) {
      const other = roomOf(lib, path);
      if (other && other !== room && other in rooms) known.add(other as Room);
    }
  }
  return arrows;
}

/** The folder of lib that a path lies in. Null: a file of lib itself, or outside of it. */
function roomOf(lib: string, path: string): string | null {
  if (!path.startsWith(lib + sep)) return null;
  const [folder, file] = path.slice(lib.length + 1).split(sep);
  return file ? (folder ?? null) : null;
}

const read = new Map<string, Promise<string[]>>();

/** The paths, without their ending, that a file imports of this project. Read once. */
function readImports(root: string, file: string): Promise<string[]> {
  const known = read.get(file) ?? findImports(root, file);
  read.set(file, known);
  return known;
}

async function findImports(root: string, file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/(?:from|import\(|import)\s*'(\.|@\/)([^']+)'/g)].map(([, start, rest = '']) =>
    start === '.' ? join(dirname(file), `.${rest}`) : join(root, rest),
  );
}

/**
 * Every file of this project that these load, by itself or through up to `steps` imports; types that are only named count, too.
 * What the files in `beyond` load is left out.
 */
export async function readClosure(
  root: string,
  files: string[],
  { beyond = [], steps = Number.POSITIVE_INFINITY }: { beyond?: string[]; steps?: number } = {},
): Promise<string[]> {
  const found = new Set<string>();
  let next = files.map((file) => join(root, file));
  for (let step = 0; step <= steps && next.length > 0; step++) {
    for (const file of next) found.add(file);
    const open = next.filter((file) => !beyond.includes(relative(root, file)));
    const imports = await Promise.all(open.map((file) => readImports(root, file)));
    next = [...new Set(imports.flat().flatMap(findFile))].filter((file) => !found.has(file));
  }
  return [...found].map((file) => relative(root, file)).sort();
}

const findFile = (path: string): string[] =>
  [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')]
    .filter((name) => /\.tsx?$/.test(name) && existsSync(name))
    .slice(0, 1);
