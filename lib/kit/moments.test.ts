import { expect, it } from 'vitest';
import { atMostLast, judgeMoments, readMoment } from './moments';

const judge = (query: string) => judgeMoments(new URLSearchParams(query));

it.each([
  'from=0001-01-01&to=9999-12-31',
  'from=2026-11-22T09:30Z&to=2026-11-22T09:30',
  'from=&to=',
  'before=1764150000000~evt_1&after=',
  'after=41&q=from',
])('takes %s', (query) => expect(judge(query)).toBeNull());

it.each([
  'from=10000-01-01',
  'to=%2B275760-09-13T00:00:00Z',
  'from=0000-12-31',
  'from=-0001-01-01',
  'from=-1',
  'to=infinity',
  'to=-infinity',
  'to=2026-13-01',
  'from=2026-11-22&from=99999-01-01',
  'from=yesterday',
])('refuses %s', (query) => expect(judge(query)).toMatch(/^(from|to) is no date/));

it.each([
  'before=253402300800000~evt_1',
  'after=999999999999999~evt_1',
  'after=8640000000000001~evt_1',
  'since=-99999999999999999~evt_1',
  'before=~evt_1',
  'before=infinity~evt_1',
])('refuses %s', (query) => expect(judge(query)).toMatch(/is no place in a list/));

it('stays within what it reads', () => {
  expect(atMostLast(new Date(Date.parse('9999-12-31') + 86_400_000)).toISOString()).toBe('9999-12-31T23:59:59.999Z');
  expect(readMoment('2026-11-22')?.toISOString()).toBe('2026-11-22T00:00:00.000Z');
});
