/**
 * An estimate in words, with the two digits that it can stand for: “about 1.2 million events”. Null for none.
 */
export function aboutCount(rows: number | null | undefined, word: string): string | null {
  if (!rows) return null;
  const rounded = Number(rows.toPrecision(2));
  const number =
    rounded >= 1_000_000 ? `${(rounded / 1_000_000).toLocaleString('en')} million` : rounded.toLocaleString('en');
  return `about ${number} ${word}`;
}
