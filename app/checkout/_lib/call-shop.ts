export type ShopAnswer<Answer> = { ok: true; answer: Answer } | { ok: false; problem: string };

/** How long a call may take before the customer hears of it. */
const PATIENCE_MS = 30_000;

const GONE = 'The shop could not be reached. Check your connection and try again: nothing is charged twice.';

/** Calls one of the checkout's own routes. The same call again is the same purchase, so that trying again is safe. */
export async function callShop<Answer>(path: string, asked: object): Promise<ShopAnswer<Answer>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const json = await response.json();
    return response.ok ? { ok: true, answer: json } : { ok: false, problem: json.error?.message ?? GONE };
  } catch {
    // No network, no answer in time, or an answer that was cut off.
    return { ok: false, problem: GONE };
  }
}
