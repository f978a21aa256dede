/**
 * A memory for what is costly to make and small to keep, by key: a formatter of `Intl` or the text of a statement.
 * It starts anew when it is full, because a key may come from outside and vary without end.
 */
export function remember<T>(most = 200): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make();
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}
