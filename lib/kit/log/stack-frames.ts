/** The frames of a stack, without the message that stands above them and may look like one. */
export function stackFrames(stack = '', message = ''): string[] {
  const at = message ? stack.indexOf(message) : -1;
  const lines = (at < 0 ? stack : stack.slice(at + message.length)).split('\n');
  return lines.slice(lines.findLastIndex((line) => !/^\s+at \S/.test(line)) + 1);
}
