import { openConnection } from './http-client';
import { makeBody } from './payloads';
import { signedRequest } from './signed-request';
import type { GeneratorReport, GeneratorTask } from './tasks';

/** Runs as a process of its own: signs its requests beforehand, says that it is ready, and sends when it is told to. */
process.on('message', (message: GeneratorTask | 'go') => {
  if (message === 'go') void send().then((report) => process.send?.(report));
  else void prepare(message).then(() => process.send?.('ready'));
});

let task: GeneratorTask;
let requests: Buffer[] = [];
let connections: Awaited<ReturnType<typeof openConnection>>[] = [];

async function prepare(next: GeneratorTask): Promise<void> {
  for (const connection of connections) connection.close();
  task = next;
  requests = Array.from({ length: task.requests }, (_, index) =>
    signedRequest(makeBody(task.payload, `${task.run}_${index}`), task),
  );
  connections = await Promise.all(Array.from({ length: task.connections }, () => openConnection(task.port)));
}

async function send(): Promise<GeneratorReport> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const deadline = start + task.seconds * 1_000;
  const latencies: number[] = [];
  let next = 0;
  let refused = 0;
  await Promise.all(
    connections.map(async (connection) => {
      for (;;) {
        const request = requests[next++];
        const before = performance.now();
        if (!request || before > deadline) return;
        const status = await connection.send(request);
        latencies.push(performance.now() - before);
        if (status !== 200) refused++;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return {
    acknowledged: latencies.length - refused,
    refused,
    seconds,
    perSecond: latencies.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    ranOut: next >= requests.length,
    busy: (user + system) / 1e6 / seconds,
  };
}
