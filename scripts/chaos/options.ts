import { randomSeed } from '../../lib/dev/simulator/build';
import { KnownError } from '../../lib/kit/known-error';

/** How a run is told to be. `rate`: events a second. `duplicates`, `reorder`: shares of the events, 0 to 1. */
export type ChaosOptions = {
  minutes: number;
  seed: string;
  apps: number;
  workers: number;
  rate: number;
  duplicates: number;
  reorder: number;
  /** The longest that a recovery may take, in seconds. */
  recovery: number;
  /** The only kind of fault there is; all of them without it. */
  only: string | undefined;
  json: boolean;
};

export const chaosFlags = {
  minutes: { type: 'string' },
  seed: { type: 'string' },
  apps: { type: 'string' },
  workers: { type: 'string' },
  rate: { type: 'string' },
  duplicates: { type: 'string' },
  reorder: { type: 'string' },
  recovery: { type: 'string' },
  only: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Given = { [K in keyof ChaosOptions]?: (K extends 'json' ? boolean : string) | undefined };

/** Reads the numbers; throws with what each of them takes. */
export function readChaosOptions(given: Given): ChaosOptions {
  return {
    minutes: number('minutes', given.minutes, { usual: 10, min: 0.1, max: 600 }),
    seed: given.seed ?? randomSeed(),
    apps: whole('apps', given.apps, { usual: 2, min: 1, max: 8 }),
    workers: whole('workers', given.workers, { usual: 2, min: 1, max: 8 }),
    rate: number('rate', given.rate, { usual: 15, min: 0.1, max: 1_000 }),
    duplicates: number('duplicates', given.duplicates, { usual: 0.15, min: 0, max: 1 }),
    reorder: number('reorder', given.reorder, { usual: 0.4, min: 0, max: 1 }),
    recovery: number('recovery', given.recovery, { usual: 30, min: 1, max: 600 }),
    only: given.only,
    json: given.json === true,
  };
}

type Range = { usual: number; min: number; max: number };

function number(name: string, text: string | undefined, { usual, min, max }: Range): number {
  const value = text === undefined ? usual : Number(text);
  if (text === '' || !(value >= min && value <= max))
    throw new KnownError(`--${name} takes a number from ${min} to ${max}, not ${text}`);
  return value;
}

function whole(name: string, text: string | undefined, range: Range): number {
  const value = number(name, text, range);
  if (!Number.isInteger(value)) throw new KnownError(`--${name} takes a whole number, not ${text}`);
  return value;
}
