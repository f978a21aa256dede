import { readFileSync } from 'node:fs';

/*
 * Preloaded by `--import` into the processes of a run or a test, because the product has no switch by which a handler loops or fills
 * the memory: an event that is marked so makes whoever is about to apply it do that, as a handler of a shop's own might. Whoever reads
 * the same for another purpose is left alone. Where CHAOS_SWITCH names a file, the one event loops whose id stands in it.
 */
const WORKER = /[\\/](?:worker|children[\\/]\w+)\.ts$/;
const parse = JSON.parse;
// biome-ignore lint/style/noProcessEnv: it stands outside of the product, whose env.ts knows nothing of it.
const file = process.env.CHAOS_SWITCH;

const ways = {
  loops() {
    for (;;);
  },
  'fills the memory'() {
    const waste = [];
    for (;;) waste.push({ waste: waste.length });
  },
};

function wayOf(text) {
  if (!file) return /"chaos": ?"([a-z ]+)"/.exec(text)?.[1];
  try {
    return text.includes(readFileSync(file, 'utf8')) ? 'loops' : undefined;
  } catch {
    return undefined; // It is not there: nothing loops.
  }
}

if (WORKER.test(process.argv[1] ?? ''))
  JSON.parse = (text, ...rest) => {
    const way = wayOf(String(text));
    if (way && Object.hasOwn(ways, way) && /process-event\.ts/.test(new Error().stack ?? '')) ways[way]();
    return parse(text, ...rest);
  };
