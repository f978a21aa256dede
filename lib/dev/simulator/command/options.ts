import { parseArgs } from 'node:util';
import { appUrl } from '../../../kit/env';
import { KnownError } from '../../../kit/known-error';
import { isScenario, isSimulatedType, randomSeed, unknownName } from '../build';
import { parseSetValue, type SetValues } from '../set-values';

/** The command was called in a way that it does not understand; exit code 2. */
export class UsageError extends KnownError {}

/** What `npm run simulate` was asked to do. */
export type SimulateOptions = {
  /** Event types and scenarios, in the order given. */
  names: string[];
  url: string;
  count: number;
  /** Deliveries a second; without limit when undefined. */
  rate: number | undefined;
  concurrency: number;
  duplicate: boolean;
  shuffle: boolean;
  print: boolean;
  seed: string;
  /** Whether the seed was chosen by the caller. */
  seedGiven: boolean;
  livemode: boolean;
  account: string | undefined;
  set: SetValues;
  /** Whether events bring what Stripe would answer about their payments. */
  answers: boolean;
};

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  list: { type: 'boolean' },
  print: { type: 'boolean' },
  count: { type: 'string' },
  rate: { type: 'string' },
  concurrency: { type: 'string' },
  duplicate: { type: 'boolean' },
  shuffle: { type: 'boolean' },
  set: { type: 'string', multiple: true },
  seed: { type: 'string' },
  url: { type: 'string' },
  live: { type: 'boolean' },
  account: { type: 'string' },
  'no-answers': { type: 'boolean' },
} as const;

/** Reads the arguments. `'help'` and `'list'` ask for text only. Throws {@link UsageError} with what to write instead. */
export function readOptions(args: string[]): SimulateOptions | 'help' | 'list' {
  const { values, positionals: names } = parse(args);
  if (values.list) return 'list';
  if (values.help || names.length === 0) {
    if (values.help || args.length === 0) return 'help';
    throw new UsageError('Say which event or scenario to send; --list names them all.');
  }
  for (const name of names) if (!isSimulatedType(name) && !isScenario(name)) throw unknownName(name);
  if (values.account && !/^acct_\w+$/.test(values.account))
    throw new UsageError('--account wants the id of a connected account, acct_…');
  const rate = values.rate === undefined ? undefined : positive('--rate', values.rate, 10_000);
  return {
    names,
    url: endpoint(values.url),
    count: whole('--count', values.count ?? '1', 1_000_000),
    rate,
    // A rate is kept up while answers are slow; otherwise one event follows the answer to the one before it.
    concurrency: whole('--concurrency', values.concurrency ?? (rate ? '32' : '1'), 512),
    duplicate: values.duplicate ?? false,
    shuffle: values.shuffle ?? false,
    print: values.print ?? false,
    seed: values.seed ?? randomSeed(),
    seedGiven: values.seed !== undefined,
    livemode: values.live ?? false,
    account: values.account,
    set: Object.fromEntries((values.set ?? []).map(parseSetValue)),
    answers: !values['no-answers'],
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node adds advice about positional arguments that helps nobody here.
    const [what] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${what}. \`npm run simulate -- --help\` explains the options.`);
  }
}

function positive(name: string, text: string, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0) || value > max)
    throw new UsageError(`${name} wants a number above 0 and up to ${max}, not "${text}"`);
  return value;
}

function whole(name: string, text: string, max: number): number {
  const value = positive(name, text, max);
  if (!Number.isInteger(value)) throw new UsageError(`${name} wants a whole number, not "${text}"`);
  return value;
}

/** The endpoint's address: a bare origin is completed with the path of the webhook. */
function endpoint(written: string | undefined): string {
  if (written === undefined) return `${appUrl()}/api/webhook`;
  if (!URL.canParse(written) || !/^https?:$/.test(new URL(written).protocol))
    throw new UsageError(`--url wants an address like http://127.0.0.1:3000/api/webhook, not "${written}"`);
  const url = new URL(written);
  if (url.pathname === '/') url.pathname = '/api/webhook';
  return url.href;
}
