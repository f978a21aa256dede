import { definitionOf, type MetricName } from './definitions';

/** One number of this process that is not in the database yet. */
export type Sample = { name: string; labels: string; value: number };

const slot = Symbol.for('hookwell.metrics');
type Global = typeof globalThis & { [slot]?: Map<string, Sample> };

/** One map for the process, although Next loads this file more than once. */
function samples(): Map<string, Sample> {
  const global = globalThis as Global;
  global[slot] ??= new Map();
  return global[slot];
}

function add(name: string, labels: Record<string, string>, value: number): void {
  const text = JSON.stringify(labels);
  const key = `${name} ${text}`;
  const known = samples().get(key);
  if (known) known.value += value;
  else samples().set(key, { name, labels: text, value });
}

/** Counts one thing that happened. Costs no query: {@link takeSamples} is for whoever writes them down. */
export const count = (name: MetricName, labels: Record<string, string>): void => add(name, labels, 1);

/** Notes how long something took, in seconds, in the one bucket where it belongs; a reader adds them up. */
export function observe(name: MetricName, labels: Record<string, string>, seconds: number): void {
  const value = Math.max(0, seconds);
  const bucket = definitionOf(name).buckets?.find((limit) => value <= limit);
  add(`${name}_bucket`, { ...labels, le: bucket === undefined ? '+Inf' : String(bucket) }, 1);
  add(`${name}_sum`, labels, value);
}

/** Hands over what was counted since the last time. */
export function takeSamples(): Sample[] {
  const taken = [...samples().values()];
  samples().clear();
  return taken;
}

/** Takes back what could not be written. */
export function returnSamples(taken: Sample[]): void {
  for (const { name, labels, value } of taken) add(name, JSON.parse(labels) as Record<string, string>, value);
}
