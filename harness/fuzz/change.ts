/** One change to a case, with its name for the report. What it needs of chance was drawn when it was made. */
export type FuzzChange<T> = { name: string; apply(value: T): T };

/** Applies changes one after another; those that `without` names are left out, to find the smallest case that fails. */
export const applyChanges = <T>(value: T, changes: FuzzChange<T>[], without: ReadonlySet<string>): T =>
  changes.reduce((current, change) => (without.has(change.name) ? current : change.apply(current)), value);
