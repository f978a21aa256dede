import type { LoadedEnvFiles } from '@next/env';
import { KnownError } from '../../lib/kit/known-error';

type Variables = Record<string, string | undefined>;

/**
 * Refuses a database's URL that an `.env` file has changed: without quotes, all behind a `#` is a comment there, and `$name`
 * stands for a variable. Both are common in passwords, and what is left of the URL may even work, elsewhere.
 * `set`: what was in the environment before, which the files do not overrule; `known`: all there is now.
 */
export function judgeWritten(files: LoadedEnvFiles, set: Variables, known: Variables): void {
  for (const name of ['DATABASE_URL', 'DIRECT_DATABASE_URL']) {
    if (set[name]) continue;
    const file = files.find(({ contents }) => writtenIn(contents, name) !== null);
    const written = file && writtenIn(file.contents, name);
    if (!written) continue;
    if (/^[^"'`]*#/.test(written))
      throw new KnownError(
        `${name} in ${file.path} holds a #, behind which all is a comment. Put the URL in quotes: ${name}="postgresql://…"`,
      );
    for (const [, variable = '', otherwise] of written.matchAll(/(?<!\\)\$\{?(\w+)(:?-)?/g))
      if (!otherwise && known[variable] === undefined && !files.some(({ env }) => env[variable] !== undefined))
        throw new KnownError(
          `${name} in ${file.path} holds a $ that stands for a variable there is not. Write \\$ for each $ of the password.`,
        );
  }
}

function writtenIn(contents: string, name: string): string | null {
  const line = new RegExp(String.raw`^\s*(?:export\s+)?${name}\s*[=:]\s*(.*?)\s*$`, 'm').exec(contents);
  return line?.[1] || null;
}
