import type { ReactNode } from 'react';
import { anchorAt, percent } from './axes';

type HoverProps = {
  /** Which of how many columns this is. */
  index: number;
  count: number;
  height: number;
  told: string;
  children?: ReactNode;
};

/** A column of a chart: a pointer anywhere above or below it lights it up, and is told its values on top. No script. */
export function HoverColumn({ index, count, height, told, children }: HoverProps) {
  const middle = ((index + 0.5) / count) * 100;
  return (
    <g className="group/column">
      <rect
        x={percent((index / count) * 100)}
        width={percent(100 / count)}
        y={0}
        height={height}
        className="fill-transparent group-hover/column:fill-ink/6"
      />
      {children}
      <text
        x={percent(middle)}
        y={12}
        textAnchor={middle < 30 ? 'start' : middle > 70 ? 'end' : anchorAt(middle)}
        className="pointer-events-none fill-ink text-[11px] font-medium opacity-0 group-hover/column:opacity-100"
      >
        {told}
      </text>
    </g>
  );
}
