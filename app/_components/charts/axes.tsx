import { cn } from '../ui/cn';

/** A mark on an axis. `at`: percent of the width, or pixels from the top. `minor` ones leave on a phone. */
export type Tick = { at: number; label: string; minor?: boolean };

/** Room above the plot for what the pointer is told, and below it for the labels of the time. */
export const ROOM = { top: 22, bottom: 22 } as const;

/** Percent with few digits: an address of a pixel needs no more. */
export const percent = (part: number): string => `${Math.round(part * 1_000) / 1_000}%`;

/** Which end of a text stands at its place, so that none leaves the plot. */
export const anchorAt = (at: number): 'start' | 'middle' | 'end' => (at < 4 ? 'start' : at > 96 ? 'end' : 'middle');

/** The values of the lines, in a column of their own: they keep their size whatever the width. */
export function ValueAxis({ ticks, height }: { ticks: Tick[]; height: number }) {
  const longest = Math.max(...ticks.map(({ label }) => label.length), 1);
  return (
    <svg aria-hidden="true" width={longest * 6.6 + 10} height={height} className="shrink-0">
      {ticks.map(({ at, label }) => (
        <text key={label} x="100%" dx={-8} y={at} dy="0.32em" textAnchor="end" className="fill-faint text-[11px]">
          {label}
        </text>
      ))}
    </svg>
  );
}

/** The lines behind what is drawn, the base stronger than the others. */
export function GridLines({ ticks, base }: { ticks: Tick[]; base: number }) {
  return ticks.map(({ at, label }) => (
    <line
      key={label}
      x1="0"
      x2="100%"
      y1={at}
      y2={at}
      className={at === base ? 'stroke-line-strong' : 'stroke-line'}
      shapeRendering="crispEdges"
    />
  ));
}

/** The labels of the time below the plot. */
export function TimeAxis({ ticks, height }: { ticks: Tick[]; height: number }) {
  return ticks.map(({ at, label, minor }) => (
    <text
      key={`${at} ${label}`}
      x={percent(at)}
      y={height - 5}
      textAnchor={anchorAt(at)}
      className={cn('fill-faint text-[11px]', minor && 'max-sm:hidden')}
    >
      {label}
    </text>
  ));
}
