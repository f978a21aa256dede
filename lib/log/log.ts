import pino from 'pino';
import { env, isProduction, wantsColour } from '../env';
import { formatLine } from './format-line';

/** Lines that people read while developing, JSON lines in production. Secrets and payloads are never passed to it. */
export type Logger = pino.Logger;

const slot = Symbol.for('hookwell.log');
type Global = typeof globalThis & { [slot]?: Logger };

/** The logger of this process; made at the first use, because Next and a script each load their own copy of this file. */
export function log(): Logger {
  const global = globalThis as Global;
  global[slot] ??= pino({ level: env().LOG_LEVEL }, isProduction() ? pino.destination(1) : terminal());
  return global[slot];
}

function terminal(): pino.DestinationStream {
  const colour = wantsColour();
  return { write: (json) => void process.stdout.write(`${formatLine(JSON.parse(json), colour)}\n`) };
}
