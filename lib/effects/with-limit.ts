/** Calls out, and throws once the call has not ended within its limit; the signal tells the call to give up as well. */
export async function withLimit<T>(ms: number, what: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`${what} did not end within ${ms / 60_000} minutes`);
      reject(error);
      giveUp.abort(error);
    }, ms);
  });
  try {
    return await Promise.race([call(giveUp.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}
