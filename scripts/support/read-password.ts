import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { KnownError } from '../../lib/kit/known-error';
import { judgePassword } from '../../lib/people/auth/judge-password';
import { isInteractive } from './ask';

/**
 * A new password for a user: from standard input, from the person at this terminal (twice, unseen), or null where nobody
 * is there: then a link has to do. Never from an argument, which other users of the machine can read.
 */
export async function readPassword(email: string, options: { stdin: boolean; link: boolean }): Promise<string | null> {
  if (options.stdin) return accept((await text(process.stdin)).replace(/\r?\n$/, ''), email);
  if (options.link || !isInteractive()) return null;
  const password = accept(await askUnseen('Password: '), email);
  if (password !== (await askUnseen('Once more: '))) throw new KnownError('These were two different passwords.');
  return password;
}

function accept(password: string, email: string): string {
  const problem = judgePassword(password, email);
  if (problem) throw new KnownError(problem);
  return password;
}

async function askUnseen(question: string): Promise<string> {
  process.stdout.write(question);
  // With `terminal` the line editor writes what is typed to its output: here to nowhere.
  const terminal = createInterface({ input: process.stdin, terminal: true, output: undefined });
  try {
    return await new Promise((resolve, reject) => {
      terminal.once('line', resolve);
      terminal.once('SIGINT', () => reject(new KnownError('Canceled.')));
      terminal.once('close', () => reject(new KnownError('Canceled.')));
    });
  } finally {
    terminal.close();
    process.stdout.write('\n');
  }
}
