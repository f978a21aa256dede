import { scaleLinear, scaleLog } from 'd3-scale';
import { ROOM, type Tick } from './axes';

export type Scale = { y: (value: number) => number; ticks: Tick[] };

/** A scale from 0 (or below) that ends at a round number; its ticks are whole where the values are. */
export function linearScale(
  [low, high]: [number, number],
  height: number,
  write: (value: number) => string,
  { whole = true }: { whole?: boolean } = {},
): Scale {
  // Nothing to show is an empty plot with a sensible scale, not a division by zero.
  const scale = scaleLinear([Math.min(0, low), Math.max(high, low < 0 ? 0 : 1)], [height - ROOM.bottom, ROOM.top]).nice(
    4,
  );
  const ticks = scale.ticks(4).filter((tick) => !whole || Number.isInteger(tick));
  return { y: scale, ticks: ticks.map((tick) => ({ at: Math.round(scale(tick)) + 0.5, label: write(tick) })) };
}

/** Steps of a time that people know. */
const TIMES = [1, 10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000, 36_000_000, 86_400_000, 864_000_000];

/** A scale of durations on which ten times as long is a step as high: a few milliseconds and a minute both show. */
export function durationScale(values: number[], height: number, write: (millis: number) => string): Scale {
  const [least, most] = [Math.min(...values, 1_000), Math.max(...values, 10)];
  const low = TIMES.findLast((time) => time <= least) ?? 1;
  const high = TIMES.find((time) => time >= most && time > low) ?? most;
  const scale = scaleLog([low, high], [height - ROOM.bottom, ROOM.top]).clamp(true);
  const ticks = TIMES.filter((time) => time >= low && time <= high);
  return {
    y: (value) => scale(Math.max(value, low)),
    ticks: ticks.map((time) => ({ at: Math.round(scale(time)) + 0.5, label: write(time) })),
  };
}
