import { styleText } from 'node:util';
import { UnknownNameError } from '../lib/dev/simulator/build';
import { deliveriesOf } from '../lib/dev/simulator/command/deliveries';
import { readOptions, type SimulateOptions, UsageError } from '../lib/dev/simulator/command/options';
import {
  advice,
  countDelivery,
  type DeliveryTally,
  type DeliveryVerdict,
  judgeDelivery,
  line,
  newTally,
  summary,
} from '../lib/dev/simulator/command/report';
import { sendAll } from '../lib/dev/simulator/command/send-all';
import { HELP, listing } from '../lib/dev/simulator/command/texts';
import { EndpointUnreachableError } from '../lib/dev/simulator/deliver';
import { SetPathError } from '../lib/dev/simulator/set-values';
import { EnvError } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { simulatorSecret } from '../lib/stripe/local-secrets';
import { loadEnv } from './support/load-env';

/** More events than this are reported by their counts, with the first refusals as examples. */
const LINES = 50;
const EXAMPLES = 5;

const colours = process.stdout.isTTY && process.stdout.hasColors();
const paint = (style: Parameters<typeof styleText>[0], text: string) => (colours ? styleText(style, text) : text);

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help' || options === 'list') {
    console.log(options === 'help' ? HELP : listing());
    return 0;
  }
  if (options.print) return print(options);
  return send(options);
}

function print(options: SimulateOptions): number {
  for (const batch of deliveriesOf(options)) for (const { payload } of batch) console.log(payload);
  return 0;
}

async function send(options: SimulateOptions): Promise<number> {
  const tally = newTally();
  const { first, all } = lookAhead(deliveriesOf(options), LINES);
  const many = first.flat().length > LINES;
  const progress = many ? setInterval(() => console.log(summary(tally)), 5000) : undefined;
  let examples = 0;
  try {
    await sendAll(all, { ...options, secret: simulatorSecret() }, (outgoing, delivery) => {
      const verdict: DeliveryVerdict = judgeDelivery(delivery);
      countDelivery(tally, verdict, delivery);
      if (!many || (verdict.result === 'refused' && examples++ < EXAMPLES))
        console.log(line(outgoing, delivery, verdict, paint));
    });
  } catch (error) {
    if (!(error instanceof EndpointUnreachableError)) throw error;
    if (tally.stored + tally.duplicate + tally.refused > 0) console.log(`\n${summary(tally)}`);
    console.error(howToStart(error));
    return 1;
  } finally {
    clearInterval(progress);
  }
  return report(tally, options);
}

function report(tally: DeliveryTally, { url, seed, seedGiven }: SimulateOptions): number {
  console.log(`\n${summary(tally)}`);
  if (!seedGiven) console.log(`To send the same events again: --seed ${seed}`);
  if (tally.refused === 0) console.log(`Next: open ${new URL(url).origin}/orders`);
  const hint = tally.refused > 0 ? advice(tally) : undefined;
  if (hint) console.error(`\n${hint}`);
  return tally.refused > 0 ? 1 : 0;
}

/** Takes enough batches to see whether they are many, without building them all. */
function lookAhead<T>(batches: Generator<T[]>, limit: number): { first: T[][]; all: Generator<T[]> } {
  const first: T[][] = [];
  for (let next = batches.next(); !next.done; next = batches.next()) {
    first.push(next.value);
    if (first.flat().length > limit) break;
  }
  const all = (function* () {
    yield* first;
    yield* batches;
  })();
  return { first, all };
}

const howToStart = ({ url, code }: EndpointUnreachableError) =>
  `\nNo app answers at ${url} (${code}).\nStart it in another terminal with \`npm run dev\`, then send again; --url sends to another address.`;

try {
  loadEnv('development');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof KnownError || error instanceof EnvError ? error.message : error);
  const misuse = [UsageError, UnknownNameError, SetPathError].some((kind) => error instanceof kind);
  process.exitCode = misuse ? 2 : 1;
}
