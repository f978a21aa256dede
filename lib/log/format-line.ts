import { styleText } from 'node:util';

/** What pino writes for one message, with the fields that our own messages carry. */
export type LogRecord = {
  level: number;
  time: number;
  msg: string;
  /** A delivery's HTTP status. */
  status?: number;
  outcome?: 'processed' | 'ignored' | 'done';
  ms?: number;
  err?: { stack?: string };
};

type Style = Parameters<typeof styleText>[0];

/** A signed event may carry anything in its type: a line stays one line, and the terminal gets no commands. */
const printable = (text: string) => text.replace(/\p{Cc}/gu, '\uFFFD');

const clock = (time: number) => new Date(time).toTimeString().slice(0, 8);

function mark({ level, status, outcome }: LogRecord): [string, Style] {
  if (status !== undefined) return [String(status), status < 300 ? 'green' : status < 500 ? 'yellow' : 'red'];
  if (level >= 50) return [' ✗ ', 'red'];
  if (level >= 40) return [' ! ', 'yellow'];
  if (outcome === 'ignored') return [' – ', 'dim'];
  return outcome ? [' ✓ ', 'green'] : ['   ', 'dim'];
}

/**
 * A message as a line for the terminal: time, status or mark, what happened, how long it took. An error's stack follows
 * in dim lines. Without colours the same characters stand there.
 */
export function formatLine(record: LogRecord, colour: boolean): string {
  const paint = (style: Style, text: string) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const [sign, style] = mark(record);
  const took = record.ms === undefined ? '' : `  ${paint('dim', `${record.ms} ms`)}`;
  const line = `${paint('dim', clock(record.time))} ${paint(style, sign)} ${printable(record.msg)}${took}`;
  const stack = record.level >= 50 ? record.err?.stack?.split('\n').slice(1, 6).join('\n') : undefined;
  return stack ? `${line}\n${paint('dim', stack)}` : line;
}
