import { expect, it, vi } from 'vitest';
import { defineHandler, type Handler } from './define-handler';
import { runBoth } from './run-both';

const handler = (handle: () => Promise<string>, prepare?: () => Promise<string | null>): Handler =>
  defineHandler('charge.succeeded', handle, prepare) as unknown as Handler;
const event = { type: 'charge.succeeded' } as never;
const context = {} as never;

it('runs the second handler after the first and joins what they say', async () => {
  const order: string[] = [];
  const named = (name: string) =>
    handler(async () => {
      order.push(name);
      return `${name} was here`;
    });
  const both = runBoth(named('first'), named('second'));
  expect(await both.handle(event, context)).toEqual({
    outcome: 'applied',
    summary: 'first was here. second was here',
  });
  expect(order).toEqual(['first', 'second']);
  expect(await both.prepare?.(event, context)).toBeNull();
});

it('has the outcome of the first, whatever the second adds', async () => {
  const stale = defineHandler('charge.succeeded', async () => ({ outcome: 'stale', summary: 'older' }));
  const both = runBoth(
    stale as unknown as Handler,
    handler(async () => 'counted'),
  );
  expect(await both.handle(event, context)).toEqual({ outcome: 'stale', summary: 'older. counted' });
});

it('leaves the second out when the first throws', async () => {
  const second = vi.fn(async () => 'second');
  const broken = handler(async () => {
    throw new Error('no');
  });
  const both = runBoth(broken, handler(second));
  await expect(both.handle(event, context)).rejects.toThrow('no');
  expect(second).not.toHaveBeenCalled();
});

it('prepares for both', async () => {
  const prepared = (note: string | null) =>
    handler(
      async () => '',
      async () => note,
    );
  expect(await runBoth(prepared('asked Stripe'), prepared(null)).prepare?.(event, context)).toBe('asked Stripe');
});

it('is prepared once both are: one that cannot tell never is', async () => {
  const asks = (isPrepared?: () => Promise<boolean>): Handler =>
    defineHandler('charge.succeeded', async () => '', {
      prepare: async () => null,
      ...(isPrepared && { isPrepared }),
    }) as unknown as Handler;
  const nothing = handler(async () => '');
  const ready = asks(async () => true);
  const isPrepared = (first: Handler, second: Handler) => runBoth(first, second).isPrepared?.(event, context);
  expect(await isPrepared(nothing, ready)).toBe(true);
  expect(await isPrepared(ready, nothing)).toBe(true);
  expect(
    await isPrepared(
      ready,
      asks(async () => false),
    ),
  ).toBe(false);
  expect(await isPrepared(asks(), ready)).toBe(false);
});
