import type { TestServer } from '../harness/test-server';
import { median, spread } from './stats';

/**
 * What a bench is run with. `seconds` and `rate` (a second) are for those that send load, `events` for those that look
 * at what a large inbox costs.
 */
export type BenchSetting = {
  server: TestServer;
  rounds: number;
  seconds: number;
  rate: number;
  events: number;
  tell(line: string): void;
};

/** What has to be built before a bench can run. */
export type Need = 'peers' | 'bare-next' | 'build';

/** One name of `npm run bench` (registry.ts). */
export type Bench = { name: string; needs: Need[]; run(setting: BenchSetting): Promise<Comparison[]> };

/** The ratio of the first contestant to the second should be at least or at most this. */
type Wanted = { atLeast?: number | undefined; atMost?: number | undefined };

/**
 * Two side by side. The ratio is that of the first to the second, round by round; `how` says what was asked of them.
 * A figure that is compared with nothing has one contestant and no ratio.
 */
export type Comparison = {
  name: string;
  how: string;
  contestants: { name: string; median: number; spread: [number, number] }[];
  unit: string;
  rounds: number;
  ratio: number | null;
  ratioSpread: [number, number] | null;
  wanted: string | null;
  met: boolean | null;
};

type Measured = { name: string; how: string; unit: string; contestants: [string, string]; wanted: Wanted };

/** A contestant's values, one for each round. */
const summarize = (name: string, values: number[]) => ({ name, median: median(values), spread: spread(values) });

/** Medians, spread and ratio of the values of both, one for each round. */
export function compare(measured: Measured, values: [number[], number[]]): Comparison {
  const { contestants, wanted, ...rest } = measured;
  const { atLeast, atMost } = wanted;
  const ratios = values[0].map((value, round) => value / (values[1][round] ?? Number.NaN));
  const ratio = median(ratios);
  return {
    ...rest,
    contestants: contestants.map((name, at) => summarize(name, values[at as 0 | 1])),
    rounds: ratios.length,
    ratio,
    ratioSpread: spread(ratios),
    wanted: atLeast ? `≥ ${atLeast}` : atMost ? `≤ ${atMost}` : null,
    met: atLeast ? ratio >= atLeast : atMost ? ratio <= atMost : null,
  };
}

/** A figure that stands for itself: a size, or a time that nothing is compared with. */
export const figure = (
  measured: { name: string; how: string; unit: string; contestant: string },
  values: number[],
): Comparison => {
  const { contestant, ...rest } = measured;
  const none = { ratio: null, ratioSpread: null, wanted: null, met: null };
  return { ...rest, contestants: [summarize(contestant, values)], rounds: values.length, ...none };
};
