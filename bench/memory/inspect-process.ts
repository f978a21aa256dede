import { once } from 'node:events';
import WebSocket from 'ws';
import type { TestProcess } from '../../harness/processes';

/** What a process holds, in megabytes: of the machine's memory, and in live objects of JavaScript. */
export type Held = { rss: number; heap: number };

export type Inspected = { measure(): Promise<Held>; close(): void };

/** Node's arguments that let {@link inspect} in, at a free port of this machine. */
export const INSPECTABLE = ['--inspect=127.0.0.1:0'];

/** Asks a running process for its memory through Node's inspector, so that the product needs no switch for it. */
export async function inspect(running: TestProcess): Promise<Inspected> {
  const [url] = (await running.printed(/ws:\/\/[\w.:/-]+/)) as unknown as [string];
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  let last = 0;
  const call = async (method: string, params: object = {}): Promise<unknown> => {
    const id = ++last;
    socket.send(JSON.stringify({ id, method, params }));
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer];
      const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
      if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
      if (answer.id === id) return answer.result;
    }
  };
  return {
    async measure() {
      // What is garbage is gone first, and what the collector gives back only later is asked for twice.
      for (let times = 0; times < 2; times++) await call('HeapProfiler.collectGarbage');
      const asked = { expression: 'JSON.stringify(process.memoryUsage())', returnByValue: true };
      const { result } = (await call('Runtime.evaluate', asked)) as { result: { value: string } };
      const { rss, heapUsed } = JSON.parse(result.value) as { rss: number; heapUsed: number };
      return { rss: rss / 1024 ** 2, heap: heapUsed / 1024 ** 2 };
    },
    close: () => socket.close(),
  };
}
