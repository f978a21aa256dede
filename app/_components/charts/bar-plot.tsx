import { GridLines, percent, ROOM, type Tick, TimeAxis, ValueAxis } from './axes';
import { HoverColumn } from './hover-column';
import { Bar, type BarLook, Patterns } from './looks';

/** One bar of the plot: its parts from the base outward, and what a pointer on it is told. Values below 0 hang down. */
type BarOf = { key: string; told: string; parts: { look: BarLook; value: number }[] };

type BarPlotProps = {
  id: string;
  /** The chart in a sentence, for who does not see it. */
  label: string;
  bars: BarOf[];
  /** Where a value stands, in pixels from the top. */
  y: (value: number) => number;
  valueTicks: Tick[];
  timeTicks: Tick[];
  height: number;
};

/** Bars over time, drawn by the server: widths in percent, so that nothing is stretched, and no script. */
export function BarPlot({ id, label, bars, y, valueTicks, timeTicks, height }: BarPlotProps) {
  const count = bars.length;
  const base = y(0);
  return (
    <div className="flex">
      <ValueAxis ticks={valueTicks} height={height} />
      <svg role="img" aria-label={label} width="100%" height={height} className="min-w-0 flex-1">
        <Patterns id={id} />
        <GridLines ticks={valueTicks} base={base} />
        {bars.map(({ key, told, parts }, index) => (
          <HoverColumn key={key} index={index} count={count} height={height - ROOM.bottom} told={told}>
            {stack(parts).map(({ look, from, to }) => (
              <Bar
                key={look}
                id={id}
                look={look}
                x={percent(((index + 0.14) / count) * 100)}
                width={percent((0.72 / count) * 100)}
                y={Math.min(y(from), y(to))}
                height={Math.abs(y(from) - y(to))}
              />
            ))}
          </HoverColumn>
        ))}
        <TimeAxis ticks={timeTicks} height={height} />
      </svg>
    </div>
  );
}

/** Each part begins where the one before it ends: upward what is above 0, downward what is below. */
function stack(parts: BarOf['parts']): { look: BarLook; from: number; to: number }[] {
  let [up, down] = [0, 0];
  return parts.map(({ look, value }) => {
    const from = value >= 0 ? up : down;
    const to = from + value;
    if (value >= 0) up = to;
    else down = to;
    return { look, from, to };
  });
}
