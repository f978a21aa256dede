import { type ParseArgsConfig, parseArgs } from 'node:util';
import { EnvError } from '../../lib/kit/env';
import { KnownError } from '../../lib/kit/known-error';
import { guardConsole } from '../../lib/kit/log/guard-console';
import { type EnvMode, loadEnv } from './load-env';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O & { help: { type: 'boolean' } }; allowPositionals: true }>
>['values'];

/** What a command is started with: its options and the words behind them. */
export type CommandInput<O extends Options> = { values: Values<O>; words: string[] };

/**
 * Runs a command of `npm run`: reads the `.env` files, answers `--help` with `usage`, and turns a failure into exit
 * code 1. An error made for people is printed without its stack. `words` is how many arguments there may be; `mode`, whose
 * `.env` files it reads whichever app runs.
 */
export async function runCommand<O extends Options>(
  command: { usage: string; options?: O; words?: number; mode?: EnvMode },
  main: (input: CommandInput<O>) => Promise<void>,
): Promise<void> {
  guardConsole();
  try {
    loadEnv(command.mode);
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as unknown as O & {
      help: { type: 'boolean' };
    };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if ((values as { help?: boolean }).help) return console.log(command.usage.trim());
    if (positionals.length > (command.words ?? 0))
      throw new KnownError(`Too many arguments: ${positionals.join(' ')}\n\n${command.usage.trim()}`);
    await main({ values: values as Values<O>, words: positionals });
  } catch (error) {
    console.error(isMadeForPeople(error) ? (error as Error).message : error);
    process.exitCode = 1;
  }
}

function isMadeForPeople(error: unknown): boolean {
  if (error instanceof KnownError || error instanceof EnvError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
