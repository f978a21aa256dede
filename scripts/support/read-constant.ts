import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a file, or of the files of a folder. */
export function source(path: string): string {
  if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8');
  return readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
}

/** A constant or a property of one as its file writes it, which need not be exported for this: 60_000, or 4 * 60_000. */
export function constant(path: string, name: string): number {
  const found = new RegExp(`\\b${name}(?: =|:) ([\\d_]+(?: \\* [\\d_]+)*)\\b`).exec(source(path))?.[1];
  if (!found) throw new Error(`${path} has no number called ${name}`);
  return found.split(' * ').reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
}

/** The number that a pattern finds in a file, where it has no name of its own. */
export function inSource(path: string, pattern: RegExp): number {
  const found = pattern.exec(source(path).replaceAll('_000', '000'))?.[1];
  if (!found) throw new Error(`${path} has nothing like ${pattern}`);
  return Number(found);
}
