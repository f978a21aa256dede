import { printEvent } from '../../lib/dev/simulator/deliver';
import { openConnection } from '../load/http-client';
import { signedRequest } from '../load/signed-request';
import { purchases, take } from '../worker/purchases';

/** What is to be sent: the events of purchases, `rate` a second, each of the type `emptyType` instead of its own if there is one. */
export type SenderTask = {
  run: string;
  port: number;
  path: string;
  secret: string;
  rate: number;
  seconds: number;
  emptyType: string | null;
};

/** The ids that were acknowledged, and how late the latest left. */
export type SenderReport = { ids: string[]; refused: number; latestMs: number };

const CONNECTIONS = 32;
const AT_ONCE = 60;

/** Runs as a process of its own: makes and signs its deliveries beforehand, says that it is ready, and sends each when it is due. */
process.on('message', (message: SenderTask | 'go') => {
  if (message === 'go') void send().then((report) => process.send?.(report));
  else void prepare(message).then(() => process.send?.('ready'));
});

let task: SenderTask;
let deliveries: { id: string; request: Buffer }[] = [];
let connections: Awaited<ReturnType<typeof openConnection>>[] = [];

async function prepare(next: SenderTask): Promise<void> {
  for (const connection of connections) connection.close();
  task = next;
  const { rate, seconds, run, emptyType } = task;
  deliveries = take(purchases(run, AT_ONCE), Math.round(rate * seconds)).map((event) => ({
    id: event.id,
    request: signedRequest(printEvent(emptyType ? ({ ...event, type: emptyType } as typeof event) : event), task),
  }));
  connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(task.port)));
}

async function send(): Promise<SenderReport> {
  const start = performance.now();
  const ids: string[] = [];
  let next = 0;
  let refused = 0;
  let latestMs = 0;
  await Promise.all(
    connections.map(async (connection) => {
      for (;;) {
        const due = start + (next * 1_000) / task.rate;
        const delivery = deliveries[next++];
        if (!delivery) return;
        const early = due - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        latestMs = Math.max(latestMs, performance.now() - due);
        if ((await connection.send(delivery.request)) === 200) ids.push(delivery.id);
        else refused++;
      }
    }),
  );
  return { ids, refused, latestMs };
}
