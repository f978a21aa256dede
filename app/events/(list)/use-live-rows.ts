'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { type ListState, type LiveAnswer, mergeRows, readAnswer } from './merge-rows';

const EVERY_MS = 1_500;
/** The counts around the list are the server's: asked for again when rows changed, but not with each of them. */
const AROUND_MS = 10_000;
const MOST_ROWS = 200;

export type Connection = 'live' | 'paused' | 'lost' | 'signed_out';

type Options = {
  search: string;
  atTop: boolean;
  pageSize: number;
  /** Whether the rows must stay where they are at this moment. */
  isHeld: () => boolean;
};

const askServer = (signal: AbortSignal, question: object): Promise<Response> =>
  fetch('/events/live', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
    body: JSON.stringify(question),
  });

/** Asks again and again while the page is looked at. Returns how to end it. */
function keepAsking(ask: (signal: AbortSignal, failures: number) => Promise<number>, fail: () => void): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let asking = false;
  async function look() {
    if (asking || stop.signal.aborted || document.visibilityState === 'hidden') return;
    asking = true;
    let next = EVERY_MS;
    try {
      next = await ask(stop.signal, failures);
      failures = 0;
    } catch {
      if (stop.signal.aborted) return;
      failures += 1;
      // One answer that is late or lost is nothing to tell of.
      if (failures > 1) fail();
      next = Math.min(EVERY_MS * 2 ** (failures - 1), 10_000);
    } finally {
      asking = false;
    }
    clearTimeout(timer);
    if (!stop.signal.aborted) timer = setTimeout(look, next);
  }
  const wake = () => {
    clearTimeout(timer);
    void look();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  void look();
  return () => {
    stop.abort();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
  };
}

/** Keeps rows up to date while the page is looked at. `show` lets those in that wait. */
export function useLiveRows(initial: Omit<ListState, 'waiting'>, { search, atTop, pageSize, isHeld }: Options) {
  const router = useRouter();
  const [state, setState] = useState<ListState>({ ...initial, waiting: null });
  const [wanted, setWanted] = useState(true);
  const [trouble, setTrouble] = useState<'lost' | 'signed_out' | null>(null);
  const digest = useRef<string | null>(null);
  const limit = useRef(pageSize);
  const around = useRef<{ at: number; timer?: ReturnType<typeof setTimeout> }>({ at: 0 });

  /** Asks once. Returns the milliseconds to the next time. */
  const ask = useEffectEvent(async (signal: AbortSignal, failures: number): Promise<number> => {
    const top = state.rows[0];
    const response = await askServer(signal, {
      search,
      ids: state.rows.map(({ id }) => id).slice(0, MOST_ROWS),
      since: atTop ? (top ? `${top.receivedAt.getTime()}~${top.id}` : '') : null,
      limit: limit.current,
      digest: digest.current,
    });
    const signedOut = response.type === 'opaqueredirect' || response.status === 401 || response.status === 403;
    if (signedOut) setTrouble('signed_out');
    else if (!response.ok) throw new Error(`The server answered ${response.status}`);
    else setTrouble(null);
    if (signedOut) return EVERY_MS * 10;
    if (response.status === 204) {
      // Nothing is new, but what waited may come in by now.
      if (state.waiting && !isHeld()) show();
      return EVERY_MS;
    }
    const answer = readAnswer((await response.json()) as LiveAnswer);
    receive(answer);
    // After a failure the next look is sooner than the load of it would suggest.
    return failures > 0 ? 500 : EVERY_MS;
  });

  const receive = useEffectEvent((answer: LiveAnswer) => {
    const first = digest.current === null;
    digest.current = answer.digest;
    setState((before) => mergeRows(before, answer, isHeld()));
    if (first || around.current.timer) return;
    const wait = Math.max(1_000, AROUND_MS - (Date.now() - around.current.at));
    around.current.timer = setTimeout(() => {
      around.current = { at: Date.now() };
      router.refresh();
    }, wait);
  });

  useEffect(() => () => clearTimeout(around.current.timer), []);

  function show() {
    const { waiting } = state;
    if (!waiting) return;
    // As many as arrived, so that one does not have to look for them on the next page.
    limit.current = Math.min(MOST_ROWS, Math.max(pageSize, waiting.count + pageSize));
    digest.current = null;
    setState({ rows: waiting.rows, older: waiting.older, waiting: null });
  }

  const fail = useEffectEvent(() => setTrouble('lost'));

  useEffect(() => {
    if (!wanted) return;
    return keepAsking(
      (signal, failures) => ask(signal, failures),
      () => fail(),
    );
  }, [wanted]);

  const connection: Connection = wanted ? (trouble ?? 'live') : 'paused';
  return { ...state, connection, toggle: () => setWanted(!wanted), show };
}
