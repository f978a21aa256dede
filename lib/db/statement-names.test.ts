import { describe, expect, it } from 'vitest';
import { statementNames } from './statement-names';

describe('statementNames', () => {
  it('gives a text the same name each time, and another text another', () => {
    const nameOf = statementNames();
    const first = nameOf({ sql: 'select 1' });
    expect(first).toMatch(/^hookwell-[0-9a-f]{32}$/);
    expect(nameOf({ sql: 'select 2' })).not.toBe(first);
    expect(nameOf({ sql: 'select 1' })).toBe(first);
  });

  it('names no more than so many: what varies without end stays unprepared', () => {
    const nameOf = statementNames(2);
    const named = ['a', 'b', 'c', 'd'].map((sql) => nameOf({ sql }));
    expect(named.filter((name) => name !== '')).toHaveLength(2);
    expect(nameOf({ sql: 'b' })).toBe(named[1]);
  });
});
