import { postEvent, type SentDelivery, signPayload } from '../deliver';
import type { Outgoing } from './deliveries';

/** How to send: `rate` in deliveries a second, `concurrency` in batches at the same time. */
export type SendOptions = { url: string; secret: string; concurrency: number; rate?: number | undefined };

/**
 * Sends batches and reports each answer. It ends when all are answered, and at the first that reaches nobody: then it
 * throws EndpointUnreachableError, when what was under way has ended.
 */
export async function sendAll(
  batches: Iterator<Outgoing[]>,
  { url, secret, concurrency, rate }: SendOptions,
  onAnswer: (outgoing: Outgoing, delivery: SentDelivery) => void,
): Promise<void> {
  const started = performance.now();
  let sent = 0;
  let failure: unknown;
  const post = async (outgoing: Outgoing) => {
    const { payload } = outgoing;
    onAnswer(outgoing, await postEvent({ url, payload, header: signPayload(payload, secret) }));
  };
  const lane = async () => {
    while (failure === undefined) {
      const next = batches.next();
      if (next.done) return;
      const due = rate ? started + (sent * 1000) / rate : 0;
      sent += next.value.length;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      await Promise.all(next.value.map(post)).catch((error) => {
        failure ??= error;
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  if (failure !== undefined) throw failure;
}
