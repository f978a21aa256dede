/** How a bar is filled. Each differs from the others without its colour, too. */
export type BarLook = 'plain' | 'striped' | 'dotted';

const base: Record<BarLook, string> = { plain: 'fill-accent', striped: 'fill-bad', dotted: 'fill-warn' };

type BarProps = { x: string; width: string; y: number; height: number; look: BarLook; id: string };

/** One bar. `id` is that of the chart, whose patterns {@link Patterns} defines. */
export function Bar({ look, id, ...box }: BarProps) {
  if (box.height <= 0) return null;
  // Less than a line would not be seen at all.
  const seen = { ...box, height: Math.max(box.height, look === 'plain' ? 1.5 : 3) };
  return (
    <>
      <rect {...seen} className={base[look]} />
      {look !== 'plain' && <rect {...seen} fill={`url(#${id}-${look})`} />}
    </>
  );
}

export function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-striped`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" x2="0" y1="0" y2="5" className="stroke-raised" strokeWidth="2.5" />
      </pattern>
      <pattern id={`${id}-dotted`} width="5" height="5" patternUnits="userSpaceOnUse">
        <circle cx="2" cy="2" r="1.2" className="fill-raised" />
      </pattern>
    </defs>
  );
}

/** How a line is drawn. */
export type LineLook = 'solid' | 'dashed' | 'fine';

export const lineLooks: Record<LineLook, { className: string; strokeWidth: number; strokeDasharray?: string }> = {
  solid: { className: 'stroke-accent', strokeWidth: 2 },
  dashed: { className: 'stroke-warn', strokeWidth: 1.75, strokeDasharray: '5 3' },
  fine: { className: 'stroke-bad', strokeWidth: 1.75, strokeDasharray: '1 3.5' },
};

type LegendEntry = { label: string } & ({ bar: BarLook } | { line: LineLook });

/** What the colours and patterns of a chart stand for. */
export function Legend({ id, entries }: { id: string; entries: LegendEntry[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-muted">
      {entries.map((entry) => (
        <li key={entry.label} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="18" height="10" className="shrink-0">
            {'bar' in entry ? (
              <Bar id={id} look={entry.bar} x="4" width="10" y={0} height={10} />
            ) : (
              <line x1="1" x2="17" y1="5" y2="5" strokeLinecap="round" {...lineLooks[entry.line]} />
            )}
          </svg>
          {entry.label}
        </li>
      ))}
    </ul>
  );
}
