import { expect, it } from 'vitest';
import { aboutCount } from './about-count';

it.each([
  [1_049, 'about 1,000 events'],
  [84_512, 'about 85,000 events'],
  [995_000, 'about 1 million events'],
  [1_234_567, 'about 1.2 million events'],
  [24_900_000, 'about 25 million events'],
])('%i is %s', (rows, words) => expect(aboutCount(rows, 'events')).toBe(words));

it('says nothing where nobody estimated', () => {
  expect(aboutCount(null, 'events')).toBeNull();
  expect(aboutCount(undefined, 'events')).toBeNull();
});
