import { setInterval } from 'node:timers';
import { startWatchdog } from '@/lib/worker/start-watchdog';

/*
 * A process with a watchdog of the given milliseconds that behaves in the given way once it has said that it is there. A test
 * ends it.
 */
const [limit, behaviour] = process.argv.slice(2);
startWatchdog(Number(limit));
const waste: unknown[] = [];
const ways: Record<string, () => void> = {
  idle() {},
  loop() {
    for (;;);
  },
  microtasks() {
    const again = (): Promise<void> => Promise.resolve().then(again);
    void again();
  },
  waits() {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  heap() {
    for (;;) waste.push({ waste: waste.length });
  },
  /** Busy all the time, but for the turns in between. */
  busy() {
    setInterval(() => {
      for (const end = performance.now() + 50; performance.now() < end; );
    }, 0);
  },
};
setInterval(() => {}, 1_000);
console.log('is there');
setTimeout(() => ways[behaviour ?? '']?.(), 100);
