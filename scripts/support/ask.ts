import { createInterface } from 'node:readline/promises';
import { KnownError } from '../../lib/kit/known-error';

/** Whether a person sits at this terminal. */
export const isInteractive = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Asks a person, who answers with y or anything else. Throws {@link KnownError} where nobody can answer. */
export async function confirm(question: string): Promise<boolean> {
  if (!isInteractive()) throw new KnownError(`${question} Nobody is at a terminal to answer: add --yes.`);
  return /^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim());
}

/** Waits for Enter. */
export async function pressEnter(text: string): Promise<void> {
  await ask(text);
}

async function ask(text: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(text);
  } finally {
    terminal.close();
  }
}
