import { describe, expect, test } from 'vitest';
import { eventsHref, loadEventsParams, toTypeFilter } from './search-params';

describe('toTypeFilter', () => {
  test.each([
    ['charge.refunded', 'charge.refunded'],
    ['Charge.Refunded', 'charge.refunded'],
    ['charge.*', 'charge.*'],
    ['charge.', 'charge.*'],
    ['charge', 'charge.*'],
    ['charge*', 'charge.*'],
    ['customer.subscription.*', 'customer.subscription.*'],
    ['*', null],
    [null, null],
  ])('%j is %j', (typed, filter) => {
    expect(toTypeFilter(typed)).toBe(filter);
  });
});

describe('the address of the events', () => {
  test('is read back as it was written', async () => {
    const before = { at: new Date(1_795_000_000_123), id: 'evt_1' };
    const href = eventsHref({ type: 'charge.*', status: 'failed', object: 'pi_1', before });
    const read = await loadEventsParams(Promise.resolve(Object.fromEntries(new URL(href, 'http://x').searchParams)));
    expect(read).toMatchObject({ type: 'charge.*', status: 'failed', object: 'pi_1', before, mode: null });
  });

  test('counts what is not valid as absent', async () => {
    const read = await loadEventsParams(
      Promise.resolve({ type: '\0', status: 'nope', before: 'evt_1', mode: 'prod', object: '  ' }),
    );
    expect(Object.values(read).every((value) => value === null)).toBe(true);
  });

  test('is short when there is no filter', () => {
    expect(eventsHref({ type: null, mode: null })).toBe('/events');
  });
});
