import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testBuild } from '../../../harness/build-app';

const read = (file: string) => JSON.parse(readFileSync(join(testBuild, file), 'utf8'));

/** Something of the build that has an address. `key` is its file's path with the groups in it. */
export type Address = { key: string; path: string; kind: 'page' | 'route' };

/** Every page and route of the production build. */
export function listAddresses(): Address[] {
  const manifest = read('app-path-routes-manifest.json') as Record<string, string>;
  return Object.entries(manifest).map(([key, path]) => ({ key, path, kind: key.endsWith('/page') ? 'page' : 'route' }));
}

/** A server action: its name in the table, its id over HTTP, and a page that it can be called through. */
export type Action = { name: string; id: string; path: string };

type Reference = { filename: string; exportedName: string; workers: Record<string, unknown> };

/** Every server action of the production build. */
export function listActions(): Action[] {
  const manifest = read('server/server-reference-manifest.json') as Record<string, Record<string, Reference>>;
  const routes = read('app-path-routes-manifest.json') as Record<string, string>;
  return Object.values(manifest)
    .filter((runtime) => typeof runtime === 'object')
    .flatMap((runtime) => Object.entries(runtime))
    .map(([id, { filename, exportedName, workers }]) => {
      const page = Object.keys(workers).find((worker) => !worker.startsWith('app/_')) ?? '';
      return { id, name: `${filename} ${exportedName}`, path: fill(routes[page.replace(/^app/, '')] ?? '/') };
    });
}

/** Something that could be an id on each page: what could be none is 404 for everybody, before anything is asked. */
export const idOn = (path: string): string => (path.startsWith('/rejected') ? 'rej_1' : '1');

/** An address with something in the place of its parameters. */
export const fill = (path: string): string => path.replace(/\[[^\]]+\]/g, idOn(path));
