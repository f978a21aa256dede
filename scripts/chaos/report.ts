import { arch, cpus, platform, totalmem } from 'node:os';
import type { ChaosOptions } from './options';
import type { ChaosResult } from './run-chaos';

const EXAMPLES = 5;

const count = (n: number) => n.toLocaleString('en-US');
const seconds = (ms: number) => (ms === Number.POSITIVE_INFINITY ? 'never' : `${(ms / 1000).toFixed(1)} s`);
const longest = (all: number[]) => all.reduce((a, b) => Math.max(a, b), 0);

/** What must not be, in words; empty for a run that is good. */
export function findFailures(
  { recovery }: ChaosOptions,
  { sent, tally, comparison, recoveries, quiet, crashes }: ChaosResult,
): string[] {
  const unexpected = [...sent.answers.keys()].filter((answer) => !['200', '503', 'no answer'].includes(answer));
  const unacknowledged = [...sent.events].filter((id) => !sent.acknowledged.has(id));
  const named = (what: string, ids: string[]) =>
    ids.length > 0 ? [`${count(ids.length)} ${what}: ${ids.slice(0, EXAMPLES).join(', ')}`] : [];
  return [
    ...named('acknowledged events were lost', tally.lost),
    ...named('events were never acknowledged', unacknowledged),
    ...named('events were applied twice', tally.doubled),
    ...named('effects stand twice in the ledger', tally.effectsDoubled),
    ...named('effects did not come to their end', tally.effectsOpen),
    ...named('mails are recorded as sent, and no mail server took them', tally.mailsMissing),
    ...named('answers other than 200 and 503', unexpected),
    ...named('rules about the money do not hold', comparison.findings),
    ...(quiet ? [] : ['Something still waited when the run gave up']),
    ...crashes.map((words) => `A process ended by itself: ${words}`),
    ...recoveries
      .filter(({ newEvents }) => newEvents >= recovery * 1_000)
      .map(({ kind, newEvents }) => `${kind}: new events went through after ${seconds(newEvents)}`),
    ...comparison.differences
      .slice(0, EXAMPLES)
      .map(
        ({ account, expected, actual }) =>
          `The rows of ${account} are not those of its events in order.\nexpected:\n${expected}\nfound:\n${actual}`,
      ),
  ];
}

/** The figures by name, for a program and for the table. */
function figures({ sent, tally, comparison, recoveries, stories }: ChaosResult) {
  return {
    'customers’ stories': stories,
    'events sent': sent.events.size,
    'deliveries, with tries and duplicates': sent.deliveries,
    'events acknowledged': sent.acknowledged.size,
    'events stored': tally.stored,
    'events processed': tally.processed,
    'events lost': tally.lost.length,
    'events doubled': tally.doubled.length,
    'effects done': tally.effectsDone,
    'effects doubled in the ledger': tally.effectsDoubled.length,
    'accounts whose rows differ from the run in order': comparison.differences.length,
    'mails taken by the mail server': tally.mailsTaken,
    'mails repeated, with the same Message-ID': tally.mailsRepeated,
    'fulfilments called': tally.fulfilments,
    'fulfilments repeated, with the same key': tally.fulfilmentsRepeated,
    faults: recoveries.length,
  };
}

/** The kinds of faults, how often each came, and the longest way back. */
function faultTable({ recoveries }: ChaosResult) {
  const kinds = [...new Set(recoveries.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => {
    const of = recoveries.filter((recovery) => recovery.kind === kind);
    return {
      kind,
      times: of.length,
      newEvents: longest(of.map(({ newEvents }) => newEvents)),
      workInHand: longest(of.map(({ workInHand }) => workInHand)),
    };
  });
}

/** The machine that the figures are of. */
const machine = (): string =>
  `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB`;

/** The report as Markdown, which is also easy to read in a terminal. */
export function printChaosReport(options: ChaosOptions, result: ChaosResult): string {
  const rows = Object.entries(figures(result)).map(([name, value]) => `| ${name} | ${count(value)} |`);
  const answers = [...result.sent.answers].sort().map(([answer, times]) => `${count(times)} × ${answer}`);
  const faults = faultTable(result).map(
    ({ kind, times, newEvents, workInHand }) =>
      `| ${kind} | ${times} | ${seconds(newEvents)} | ${seconds(workInHand)} |`,
  );
  return [
    `${(result.seconds / 60).toFixed(1)} minutes, ${options.apps} apps and ${options.workers} workers, seed ${options.seed}. ${machine()}`,
    '',
    '| | |\n|---|---:|',
    ...rows,
    '',
    `Answers at the door: ${answers.join(', ')}`,
    '',
    '| fault | times | longest until new events are applied | longest until work in hand is |\n|---|---:|---:|---:|',
    ...faults,
  ].join('\n');
}

/** The same for a program. */
export function printJson(options: ChaosOptions, result: ChaosResult, failures: string[]): string {
  return JSON.stringify(
    {
      seed: options.seed,
      seconds: Math.round(result.seconds),
      machine: machine(),
      ...figures(result),
      answers: Object.fromEntries(result.sent.answers),
      recovery: faultTable(result),
      failures,
    },
    null,
    2,
  );
}
