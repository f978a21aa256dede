import pino from 'pino';
import { env, isProduction, wantsColour } from '../env';
import { messageOf } from '../jobs/as-error';
import { cleanText } from '../text';
import { formatLine } from './format-line';
import { escapeInJson } from './printable';
import { reasonOf, serializeError } from './reason';

/**
 * Lines that people read while developing, JSON lines in production. Secrets and payloads are never passed to it. In
 * production no line names a customer: lines are made of ids and codes ({@link inWords}), and of an error its reason alone.
 */
export type Logger = pino.Logger;

const slot = Symbol.for('hookwell.log');
type Global = typeof globalThis & { [slot]?: Logger };

/** The logger of this process; made at the first use, because Next and a script each load their own copy of this file. */
export function log(): Logger {
  const global = globalThis as Global;
  global[slot] ??= isProduction() ? forPrograms() : pino({ level: env().LOG_LEVEL }, terminal());
  return global[slot];
}

/** A sentence while developing; in production, where it may name a customer, what it says in ids and codes. */
export const inWords = (sentence: string, codes: string): string => (isProduction() ? codes : sentence);

function forPrograms(): Logger {
  const out = pino.destination(1);
  return pino(
    {
      level: env().LOG_LEVEL,
      serializers: { err: serializeError, unrecorded: serializeError },
      hooks: {
        logMethod(args, method) {
          const [fields, message] = args as unknown[];
          // An error alone is logged with its message, past the serializers.
          if (fields instanceof Error) return method.apply(this, [{ err: fields }, reasonOf(fields)]);
          if (typeof message === 'string') args[1] = withoutMessages(message, fields);
          return method.apply(this, args);
        },
      },
    },
    { write: (json) => void out.write(`${escapeInJson(json.trimEnd())}\n`) },
  );
}

/** A line with the reasons of the errors beside it in the place of their messages. */
function withoutMessages(line: string, fields: unknown): string {
  const errors = Object.values(Object(fields)).filter((value) => value instanceof Error);
  return errors.reduce((text, error) => {
    const reason = reasonOf(error);
    return [error.message, cleanText(error.message), messageOf(error)]
      .filter((message) => message !== '' && message !== reason)
      .reduce((left, message) => left.replaceAll(message, () => reason), text);
  }, line);
}

function terminal(): pino.DestinationStream {
  const colour = wantsColour();
  return { write: (json) => void process.stdout.write(`${formatLine(JSON.parse(json), colour)}\n`) };
}
