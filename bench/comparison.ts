import type { TestServer } from '../tests/support/test-server';
import { median, spread } from './stats';

/** What a bench is run with. `seconds` and `rate` (a second) are for those that send load. */
export type BenchSetting = {
  server: TestServer;
  rounds: number;
  seconds: number;
  rate: number;
  tell(line: string): void;
};

/** What has to be built before a bench can run. */
export type Need = 'peers' | 'bare-next' | 'build';

/** One name of `npm run bench` (registry.ts). */
export type Bench = { name: string; needs: Need[]; run(setting: BenchSetting): Promise<Comparison[]> };

/** The ratio of the first contestant to the second should be at least or at most this. */
type Wanted = { atLeast?: number | undefined; atMost?: number | undefined };

/** Two side by side. The ratio is that of the first to the second, round by round; `how` says what was asked of them. */
export type Comparison = {
  name: string;
  how: string;
  contestants: { name: string; median: number; spread: [number, number] }[];
  unit: string;
  rounds: number;
  ratio: number;
  ratioSpread: [number, number];
  wanted: string | null;
  met: boolean | null;
};

type Measured = { name: string; how: string; unit: string; contestants: [string, string]; wanted: Wanted };

/** Medians, spread and ratio of the values of both, one for each round. */
export function compare(measured: Measured, values: [number[], number[]]): Comparison {
  const { contestants, wanted, ...rest } = measured;
  const { atLeast, atMost } = wanted;
  const ratios = values[0].map((value, round) => value / (values[1][round] ?? Number.NaN));
  const ratio = median(ratios);
  return {
    ...rest,
    contestants: contestants.map((name, at) => ({
      name,
      median: median(values[at as 0 | 1]),
      spread: spread(values[at as 0 | 1]),
    })),
    rounds: ratios.length,
    ratio,
    ratioSpread: spread(ratios),
    wanted: atLeast ? `≥ ${atLeast}` : atMost ? `≤ ${atMost}` : null,
    met: atLeast ? ratio >= atLeast : atMost ? ratio <= atMost : null,
  };
}
