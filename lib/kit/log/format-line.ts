import { styleText } from 'node:util';
import { printable } from './printable';
import { stackFrames } from './stack-frames';

/** What pino writes for one message, with the fields that our own messages carry. */
export type LogRecord = {
  level: number;
  time: number;
  msg: string;
  /** A delivery's HTTP status. */
  status?: number;
  outcome?: 'processed' | 'ignored' | 'done';
  ms?: number;
  err?: { stack?: string; message?: string };
};

type Style = Parameters<typeof styleText>[0];

const clock = (time: number) => new Date(time).toTimeString().slice(0, 8);

function mark({ level, status, outcome }: LogRecord): [string, Style] {
  if (status !== undefined) return [String(status), status < 300 ? 'green' : status < 500 ? 'yellow' : 'red'];
  if (level >= 50) return [' ✗ ', 'red'];
  if (level >= 40) return [' ! ', 'yellow'];
  if (outcome === 'ignored') return [' – ', 'dim'];
  return outcome ? [' ✓ ', 'green'] : ['   ', 'dim'];
}

/**
 * A message as a line for the terminal, whatever an event carries in its type: time, status or mark, what happened, how long it took. An error's stack follows
 * in dim lines. Without colours the same characters stand there.
 */
export function formatLine(record: LogRecord, colour: boolean): string {
  const paint = (style: Style, text: string) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const [sign, style] = mark(record);
  const took = record.ms === undefined ? '' : `  ${paint('dim', `${record.ms} ms`)}`;
  const line = `${paint('dim', clock(record.time))} ${paint(style, sign)} ${printable(record.msg)}${took}`;
  const { stack: whole, message: above } = record.err ?? {};
  const frames = record.level >= 50 ? stackFrames(whole, above).slice(0, 5) : [];
  const stack = frames.map(printable).join('\n');
  return stack ? `${line}\n${paint('dim', stack)}` : line;
}
