import { expect, it, vi } from 'vitest';
import { createBreaker } from './create-breaker';

const NOON = Date.UTC(2026, 10, 30, 12);

function at() {
  let now = NOON;
  const [opened, closed] = [vi.fn(), vi.fn()];
  const breaker = createBreaker({ now: () => now, opened, closed });
  const ask = (outcome: Parameters<ReturnType<typeof breaker.begin>>[0]) => breaker.begin()(outcome);
  return {
    breaker,
    opened,
    closed,
    ask,
    pass(ms: number) {
      now += ms;
    },
    open() {
      for (let i = 0; i < 3; i++) ask('silent');
    },
  };
}

it('opens after three questions in a row without an answer, and says so once', () => {
  const { breaker, opened, ask, pass } = at();
  ask('silent');
  pass(5_000);
  ask('silent');
  expect(breaker.mayAsk()).toBe(true);
  expect(breaker.silence()).toBeNull();
  pass(5_000);
  ask('silent');
  expect(breaker.mayAsk()).toBe(false);
  const silence = { since: NOON, nextAt: NOON + 15_000 };
  expect(breaker.silence()).toEqual(silence);
  ask('silent');
  expect(opened.mock.calls).toEqual([[silence]]);
});

it('stays closed while an answer, be it a refusal, comes in between', () => {
  const { breaker, ask } = at();
  for (const outcome of ['silent', 'silent', 'answered', 'silent', 'silent'] as const) ask(outcome);
  expect(breaker.mayAsk()).toBe(true);
  ask('unasked');
  ask('silent');
  expect(breaker.mayAsk()).toBe(false);
});

it('lets a single probe through after the pause, and waits longer each time that it has no answer, 20 s at most', () => {
  const { breaker, opened, open, pass } = at();
  open();
  for (const pause of [5_000, 10_000, 20_000, 20_000]) {
    pass(pause - 1);
    expect(breaker.mayAsk()).toBe(false);
    pass(1);
    expect(breaker.mayAsk()).toBe(true);
    const settle = breaker.begin();
    expect(breaker.mayAsk()).toBe(false);
    settle('silent');
  }
  expect(opened).toHaveBeenCalledTimes(1);
  expect(breaker.silence()?.since).toBe(NOON);
});

it('closes with an answer, whoever gets it, and begins anew', () => {
  const { breaker, closed, ask, open, pass } = at();
  open();
  pass(10_000);
  ask('answered');
  expect(breaker.mayAsk()).toBe(true);
  expect(closed.mock.calls).toEqual([[{ since: NOON, nextAt: NOON + 5_000 }]]);
  const slow = breaker.begin();
  open();
  expect(breaker.silence()).toEqual({ since: NOON + 10_000, nextAt: NOON + 15_000 });
  slow('answered');
  expect(breaker.silence()).toBeNull();
});

it('is no wiser by what asked nothing: the probe is still to come', () => {
  const { breaker, ask, open, pass } = at();
  open();
  pass(10_000);
  ask('unasked');
  expect(breaker.mayAsk()).toBe(true);
  expect(breaker.silence()).not.toBeNull();
});

it('counts a question that began before it opened, and has no answer, as no probe', () => {
  const { breaker, open } = at();
  const slow = breaker.begin();
  open();
  slow('silent');
  expect(breaker.silence()).toEqual({ since: NOON, nextAt: NOON + 5_000 });
});
