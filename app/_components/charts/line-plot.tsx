import { curveMonotoneX, line } from 'd3-shape';
import { GridLines, ROOM, type Tick, TimeAxis, ValueAxis } from './axes';
import { HoverColumn } from './hover-column';
import { type LineLook, lineLooks } from './looks';

/** A line: a value for each column, null where there is none, which leaves a gap. */
type LineOf = { look: LineLook; values: (number | null)[] };

type LinePlotProps = {
  /** The chart in a sentence, for who does not see it. */
  label: string;
  lines: LineOf[];
  /** What a pointer on a column is told. */
  told: string[];
  y: (value: number) => number;
  valueTicks: Tick[];
  timeTicks: Tick[];
  height: number;
};

/** Lines over time, drawn by the server. The curve never overshoots its points. */
export function LinePlot({ label, lines, told, y, valueTicks, timeTicks, height }: LinePlotProps) {
  const count = told.length;
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => index + 0.5)
    .y((value) => y(value ?? 0))
    .digits(2)
    .curve(curveMonotoneX);
  return (
    <div className="flex">
      <ValueAxis ticks={valueTicks} height={height} />
      <svg role="img" aria-label={label} width="100%" height={height} className="min-w-0 flex-1">
        <GridLines ticks={valueTicks} base={height - ROOM.bottom} />
        {/* One unit wide for each column, stretched to the width; the strokes are not. */}
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${count} ${height}`}
          width="100%"
          height={height}
          preserveAspectRatio="none"
        >
          {lines.map(({ look, values }) => (
            <path
              key={look}
              d={draw(values) ?? ''}
              fill="none"
              vectorEffect="non-scaling-stroke"
              strokeLinecap="round"
              strokeLinejoin="round"
              {...lineLooks[look]}
            />
          ))}
        </svg>
        {told.map((words, index) => (
          <HoverColumn key={words} index={index} count={count} height={height - ROOM.bottom} told={words} />
        ))}
        <TimeAxis ticks={timeTicks} height={height} />
      </svg>
    </div>
  );
}
