import { cleanText } from '../text';

/** As much of a message or a stack is kept; the rest of one that holds a whole payload helps nobody. */
const MOST = 20_000;

/** What was thrown, as an error that can be recorded: handlers are anybody's code, and may throw anything. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error && typeof thrown.message === 'string' && Object.isExtensible(thrown)) return thrown;
  return new Error(inWords(thrown), { cause: thrown });
}

function inWords(thrown: unknown): string {
  if (typeof thrown === 'string' && thrown !== '') return thrown;
  try {
    const { message } = Object(thrown) as { message?: unknown };
    if (typeof message === 'string' && message !== '') return message;
    return `Something other than an error was thrown: ${JSON.stringify(thrown) ?? String(thrown)}`;
  } catch {
    return 'Something other than an error was thrown, which cannot be shown';
  }
}

/** The message of an error as the database takes it. */
export const messageOf = (error: Error): string => cleanText(error.message || error.name).slice(0, MOST);

/** Its stack, likewise. */
export const stackOf = (error: Error): string | null =>
  typeof error.stack === 'string' ? cleanText(error.stack).slice(0, MOST) : null;
