import pino from 'pino';
import pretty from 'pino-pretty';
import { env, isProduction, wantsColour } from './env';

/** Lines that people read while developing, JSON lines in production. Secrets and payloads are never passed to it. */
export type Logger = pino.Logger;

const slot = Symbol.for('hookwell.log');
type Global = typeof globalThis & { [slot]?: Logger };

/** The logger of this process; made at the first use, because Next and a script each load their own copy of this file. */
export function log(): Logger {
  const global = globalThis as Global;
  global[slot] ??= isProduction()
    ? pino({ level: env().LOG_LEVEL })
    : pino(
        { level: env().LOG_LEVEL },
        pretty({
          colorize: wantsColour(),
          hideObject: true,
          translateTime: 'SYS:HH:MM:ss',
          ignore: 'pid,hostname',
          sync: true,
        }),
      );
  return global[slot];
}
