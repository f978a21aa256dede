import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsHref, loadEventsParams, toTypeFilters } from './search-params';

const read = (href: string) =>
  loadEventsParams(Promise.resolve(Object.fromEntries(new URL(href, 'http://x').searchParams)));

describe('toTypeFilters', () => {
  test.each([
    ['charge.refunded', ['charge.refunded']],
    ['Charge.Refunded', ['charge.refunded']],
    ['charge.*', ['charge.*']],
    ['charge.', ['charge.*']],
    ['charge', ['charge.*']],
    ['charge*', ['charge.*']],
    ['customer.subscription.*', ['customer.subscription.*']],
    ['charge.*, refund.created refund.created', ['charge.*', 'refund.created']],
    ['*', null],
    [' , ', null],
    [null, null],
  ])('%j is %j', (typed, filter) => {
    expect(toTypeFilters(typed)).toEqual(filter);
  });
});

describe('the address of the events', () => {
  test('is read back as it was written', async () => {
    const before = { at: new Date(1_795_000_000_123), id: 'evt_1' };
    const href = eventsHref({ type: 'charge.*', status: 'failed', object: 'pi_1', before });
    expect(await read(href)).toMatchObject({ type: 'charge.*', status: 'failed', object: 'pi_1', before, mode: null });
  });

  test('counts what is not valid as absent', async () => {
    const read = await loadEventsParams(
      Promise.resolve({ type: '\0', status: 'nope', before: 'evt_1', mode: 'prod', object: '  ' }),
    );
    expect(Object.values(read).every((value) => value === null)).toBe(true);
  });

  test('is read back whatever its filters are', async () => {
    const word = fc
      .stringMatching(/^[\w.*@+ -]{1,40}$/)
      .map((text) => text.trim())
      .filter(Boolean);
    const at = fc.date({ min: new Date('2011-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const params = fc.record({
      type: fc.option(word),
      status: fc.option(fc.constantFrom('failed', 'ignored')),
      source: fc.option(fc.constantFrom('webhook', 'sweep', 'simulator')),
      account: fc.option(word),
      version: fc.option(word),
      range: fc.option(fc.constantFrom('1h', '24h', '7d', '30d')),
      from: fc.option(at),
      to: fc.option(at),
      q: fc.option(word),
    });
    await fc.assert(
      fc.asyncProperty(params, async (asked) => {
        expect(await read(eventsHref(asked as never))).toMatchObject(asked);
      }),
    );
  });

  test.each(['2026-13-01', '2026-01-01T25:00Z', 'yesterday', '2026-01-01T10:00+02:00', '9'])(
    'knows no moment %s',
    async (text) => {
      expect((await read(`/events?from=${encodeURIComponent(text)}`)).from).toBeNull();
    },
  );

  test('is short when there is no filter', () => {
    expect(eventsHref({ type: null, mode: null })).toBe('/events');
  });
});
