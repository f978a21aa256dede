/** The middle of the numbers, the mean of the two middle ones of an even count. */
export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Smallest and largest. */
export const spread = (numbers: number[]): [number, number] => [Math.min(...numbers), Math.max(...numbers)];
