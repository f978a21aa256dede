import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArrows } from './arrows';
import { lintRules } from './lint-rules';
import { drawRooms } from './picture';

const BEGIN = '<!-- rooms: made by `npm run rooms` from lib/rooms.ts -->';
const END = '<!-- end of rooms -->';

/** The files that are made from the list of rooms, with the text that they should have. */
export async function roomFiles(root: string): Promise<{ path: string; text: string }[]> {
  const path = 'docs/architecture.md';
  const page = await readFile(join(root, path), 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${path} has no place for the rooms: ${BEGIN} … ${END}`);
  const text = `${before}${BEGIN}\n${drawRooms(await readArrows(root))}\n${END}${after}`;
  return [
    { path, text },
    { path: 'biome.rooms.json', text: lintRules() },
  ];
}
