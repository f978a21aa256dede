/** How long a worker's request may take; the SDK counts from where the connection stands. */
export const REQUEST_WITHIN_MS = 5_000;

/** All of a worker's question: a connection that is never made, an answer that comes byte by byte, several pages of a list. */
export const QUESTION_WITHIN_MS = 10_000;

/** So many questions in a row without an answer open the breaker. */
export const SILENT_TO_OPEN = 3;

/** How long nobody asks then, after each try that had no answer; the last stays. */
export const PAUSES_MS: readonly [number, ...number[]] = [5_000, 10_000, 20_000];
