import { format, stripVTControlCharacters } from 'node:util';
import { isProduction, wantsColour } from '../env';
import { log } from './log';
import { escapeInText } from './printable';
import { reasonOf } from './reason';

const slot = Symbol.for('hookwell.console');
const uncaughtSlot = Symbol.for('hookwell.uncaught');
type Global = typeof globalThis & { [slot]?: true; [uncaughtSlot]?: true };

const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

/** Every text that a command prints, whoever wrote it, without characters that a terminal acts on. */
export function guardConsole(): void {
  const global = globalThis as Global;
  if (global[slot]) return;
  global[slot] = true;
  for (const name of METHODS) {
    const print = console[name].bind(console);
    console[name] = (...parts: unknown[]) => print('%s', escapeInText(format(...parts), wantsColour()));
  }
}

/**
 * What Next, a library or our own code prints in production becomes a line of the log, by the log's rules: of an error
 * its reason, of any other value nothing. While developing it is {@link guardConsole}.
 */
export function logConsole(): void {
  if (!isProduction()) {
    guardConsole();
    return;
  }
  const global = globalThis as Global;
  if (global[uncaughtSlot]) return;
  global[uncaughtSlot] = true;
  process.on('uncaughtException', endByError);
  for (const name of METHODS) {
    const level = name === 'log' ? 'info' : name;
    console[name] = (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error);
      log()[level](error ? { err: error } : {}, parts.map(inLine).filter(Boolean).join(' '));
    };
  }
}

/** Ends the process as Node would, which prints the error's message. Where somebody else listens, it goes on as they say. */
function endByError(error: unknown): void {
  log().fatal({ err: error }, `Nobody caught it: ${reasonOf(error)}`);
  if (process.listenerCount('uncaughtException') === 1) process.exit(1);
}

function inLine(part: unknown): string {
  if (part instanceof Error) return reasonOf(part);
  if (typeof part === 'string') return stripVTControlCharacters(part).trim();
  return typeof part === 'object' || typeof part === 'function' ? '' : String(part);
}
