const steps = [
  { from: 86_400_000, size: 86_400_000, unit: 'd' },
  { from: 3_600_000, size: 3_600_000, unit: 'h' },
  { from: 60_000, size: 60_000, unit: 'min' },
  { from: 1_000, size: 1_000, unit: 's' },
] as const;

/** A duration with two digits that count: `8 ms`, `1.4 s`, `12 min`. */
export function formatDuration(millis: number): string {
  const step = steps.find(({ from }) => millis >= from);
  if (!step) return `${Math.round(millis)} ms`;
  const value = millis / step.size;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${step.unit}`;
}
