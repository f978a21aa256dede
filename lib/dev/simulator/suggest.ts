/**
 * The known words nearest to what was written, best first: those that hold it, or differ from it in few letters. `within`
 * is how many may differ, two fifths of them when left out.
 */
export function suggest(
  written: string,
  known: readonly string[],
  { limit = 3, within }: { limit?: number; within?: number } = {},
): string[] {
  const word = written.toLowerCase();
  const near = known
    .map((candidate) => ({
      candidate,
      distance: (within === undefined ? distanceOf : editDistance)(word, candidate.toLowerCase()),
    }))
    .filter(({ distance, candidate }) => distance <= (within ?? Math.max(2, candidate.length * 0.4)))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate));
  const best = near[0]?.distance ?? 0;
  return near
    .filter(({ distance }) => distance <= best + 1)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

function distanceOf(word: string, candidate: string): number {
  const distance = editDistance(word, candidate);
  return word.length >= 3 && candidate.includes(word) ? Math.min(distance, 2) : distance;
}

/** How many letters have to be put in, taken out or replaced to make one word of the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
