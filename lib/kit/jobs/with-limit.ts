/**
 * Calls somebody's code, and throws an error with this message once it has not ended within its limit; the signal has the call
 * give up as well. What a call does that goes on all the same is no longer waited for, and what it throws then is not heard.
 */
export async function withLimit<T>(ms: number, message: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(message);
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
