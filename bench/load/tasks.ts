import type { PayloadName } from './payloads';

/** What a generator shall send, and where. `run` makes the event ids of this run its own. */
export type GeneratorTask = {
  run: string;
  port: number;
  path: string;
  secret: string;
  connections: number;
  seconds: number;
  requests: number;
  payload: PayloadName;
};

/**
 * What it saw. Latencies in milliseconds; `ranOut` when it had nothing left to send before the time was over; `busy` is
 * the share of a core that it needed itself.
 */
export type GeneratorReport = {
  acknowledged: number;
  refused: number;
  seconds: number;
  perSecond: number;
  p50: number;
  p99: number;
  ranOut: boolean;
  busy: number;
};
