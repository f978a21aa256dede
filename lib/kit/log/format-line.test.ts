import { expect, it } from 'vitest';
import { formatLine, type LogRecord } from './format-line';

const record = (change: Partial<LogRecord>): LogRecord => ({
  level: 30,
  time: Date.UTC(2026, 0, 1),
  msg: 'message',
  ...change,
});
const plain = (change: Partial<LogRecord>) => formatLine(record(change), false).replace(/^\d\d:\d\d:\d\d /, '');

it('shows a delivery on one line: time, status, what, how long', () => {
  expect(formatLine(record({ status: 200, ms: 4, msg: 'charge.succeeded evt_1 stored' }), false)).toMatch(
    /^\d\d:\d\d:\d\d 200 charge\.succeeded evt_1 stored {2}4 ms$/,
  );
});

it('marks what was done, ignored, warned of and failed', () => {
  expect(plain({ outcome: 'processed' })).toBe(' ✓  message');
  expect(plain({ outcome: 'ignored' })).toBe(' –  message');
  expect(plain({ level: 40 })).toBe(' !  message');
  expect(plain({ level: 50, err: { stack: 'Error: x\n    at a\n    at b' } })).toBe(' ✗  message\n    at a\n    at b');
});

it('keeps a line one line, whatever stands in an event', () => {
  expect(plain({ msg: 'evil\n\u001b[31mFAKE 200' })).toBe('    evil\uFFFD\uFFFD[31mFAKE 200');
});

it('colours the status where the terminal takes colours', () => {
  expect(formatLine(record({ status: 200 }), true)).toContain('\u001b[32m200');
  expect(formatLine(record({ status: 400 }), true)).toContain('\u001b[33m400');
  expect(formatLine(record({ status: 503 }), true)).toContain('\u001b[31m503');
});
