import { PAUSES_MS, SILENT_TO_OPEN } from './patience';

/** Since when Stripe has not answered, and when it is asked again. Milliseconds since 1970. */
export type Silence = { since: number; nextAt: number };

/**
 * What became of a question: Stripe `answered`, be it with a refusal; it was `silent` (no answer in time, no connection,
 * 5xx); or nothing was asked after all.
 */
export type QuestionOutcome = 'answered' | 'silent' | 'unasked';

type Options = {
  now?(): number;
  opened?(silence: Silence): void;
  closed?(silence: Silence): void;
};

export type Breaker = ReturnType<typeof createBreaker>;

/**
 * Keeps a process from waiting for Stripe while it does not answer. Closed: everybody asks. Open: nobody does, until a
 * pause is over; then one question is the probe. An answer closes it, whoever got it.
 */
export function createBreaker({ now = Date.now, opened, closed }: Options = {}) {
  let silentSince: number | null = null;
  let inARow = 0;
  let open: { nextAt: number; pauses: number } | null = null;
  let probing = false;

  const silence = (): Silence | null => open && { since: silentSince ?? now(), nextAt: open.nextAt };

  function pauseFrom(pauses: number): void {
    open = { nextAt: now() + (PAUSES_MS[pauses] ?? (PAUSES_MS.at(-1) as number)), pauses };
  }

  function answered(): void {
    const before = silence();
    open = null;
    silentSince = null;
    inARow = 0;
    if (before) closed?.(before);
  }

  function silent(isProbe: boolean): void {
    silentSince ??= now();
    inARow += 1;
    if (open) {
      if (isProbe) pauseFrom(open.pauses + 1);
    } else if (inARow >= SILENT_TO_OPEN) {
      pauseFrom(0);
      opened?.(silence() as Silence);
    }
  }

  return {
    /** Null while it is closed. */
    silence,
    /** Whether a question may be put now. */
    mayAsk: (): boolean => open === null || (!probing && now() >= open.nextAt),
    /** Begins a question, where {@link mayAsk} says so. What it returns is called once, with what became of it. */
    begin(): (outcome: QuestionOutcome) => void {
      const isProbe = open !== null;
      if (isProbe) probing = true;
      return (outcome) => {
        if (isProbe) probing = false;
        if (outcome === 'answered') answered();
        if (outcome === 'silent') silent(isProbe);
      };
    },
  };
}
