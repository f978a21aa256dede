import { expect, it } from 'vitest';
import { nextTry } from './next-try';

it('says when graphile-worker tries again: e^attempt seconds, at most e^10', () => {
  const at = (attempt: number) => nextTry({ attempt, last: false, workerId: null }, 0)?.getTime();
  expect(at(1)).toBe(2718);
  expect(at(10)).toBe(at(25));
  expect(nextTry({ attempt: 10, last: true, workerId: null })).toBeNull();
});
