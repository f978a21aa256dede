import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shareConnections } from '@/lib/db/pool-sizes';
import { handledTypes } from '@/lib/handlers/registry';
import { parseEnv } from '@/lib/kit/env';
import { constant, inSource, source } from './read-constant';

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const MB = 1_048_576;
const { HANDLER_TIMEOUT_SECONDS, WATCHDOG_SECONDS, FULFILL_LINK_WAIT_SECONDS, WEBHOOK_BODIES_IN_FLIGHT_BYTES } =
  parseEnv({});
const inline = shareConnections('inline');
const attempts = constant('lib/kit/jobs/jobs.ts', 'MAX_ATTEMPTS');
const rescueSeconds = constant('lib/worker', 'RESCUE_EVERY_MS') / 1_000;
const staleSeconds = constant('lib/upkeep/liveness/heartbeat.ts', 'STALE_SECONDS');
const scheduledMinutes = Number(/'\*\/(\d+) \* \* \* \*'/.exec(source('lib/worker'))?.[1]);
const effectSlots = constant('lib/db/pool-sizes.ts', 'WORKER_CONCURRENCY') - keptSlots();

/** What a document says, `{}` for each number, which stands there in digits or as a word; and what the code has. */
const STATED: [document: string, words: string, ...numbers: number[]][] = [
  ['README.md', 'wait up to {} seconds for', FULFILL_LINK_WAIT_SECONDS],
  ['README.md', 'workers do it every {} minutes', scheduledMinutes],

  [
    'docs/architecture.md',
    'heartbeats every {} s, dead after {} s',
    constant('lib/upkeep/liveness/heartbeat.ts', 'BEAT_EVERY_MS') / 1_000,
    staleSeconds,
  ],
  ['docs/architecture.md', '`lib/worker/rescue-stranded.ts`, every {} s;', rescueSeconds],
  ['docs/architecture.md', 'adds up money every {} seconds', constant('lib/worker', 'ROLL_UP_EVERY_MS') / 1_000],
  [
    'docs/architecture.md',
    'again {} to {} s after it died',
    constant('scripts/support/keep-worker.ts', 'FIRST_PAUSE_MS') / 1_000,
    constant('scripts/support/keep-worker.ts', 'LONGEST_PAUSE_MS') / 1_000,
  ],

  ['docs/backup.md', 'are enqueued again within {} seconds', rescueSeconds],
  ['docs/backup.md', "workers' sweep within {} minutes", scheduledMinutes],

  ['docs/checkout.md', 'may make {} payments', inSource('lib/checkout/count-caller.ts', /PER_ADDRESS.*max: (\d+)/)],

  [
    'docs/dashboard.md',
    'wait for another try, as they stand now, at most {} of them',
    constant('lib/dashboard/overview/event-volume.ts', 'MOST_FAILING'),
  ],
  [
    'docs/dashboard.md',
    'at most the latest {}, the page counts itself',
    constant('lib/dashboard/overview/event-volume.ts', 'MOST_COUNTED'),
  ],
  [
    'docs/dashboard.md',
    'at most the latest {} movements',
    constant('lib/dashboard/overview/money-by-day.ts', 'MOST_ADDED'),
  ],
  [
    'docs/dashboard.md',
    "the latest {} events of the range, the lines those of each bar's latest {}.",
    constant('lib/dashboard/overview/lag.ts', 'SAMPLE'),
    constant('lib/dashboard/overview/lag.ts', 'SAMPLE_OF_BUCKET'),
  ],
  [
    'docs/dashboard.md',
    'asked about the endpoint every {} seconds',
    constant('lib/ops/setup/find-registered.ts', 'ASK_EVERY_MS') / 1_000,
  ],
  [
    'docs/dashboard.md',
    'looked at once for {} minutes',
    constant('lib/ops/setup/doctor-report.ts', 'KEEP_MS') / 60_000,
  ],
  [
    'docs/dashboard.md',
    'shows up to {} values, {} levels deep',
    constant('app/_lib/payload-tree.ts', 'rows'),
    constant('app/_lib/payload-tree.ts', 'depth'),
  ],
  ['docs/dashboard.md', 'texts cut at {} characters', constant('lib/dashboard/events/queries.ts', 'TEXT')],
  ['docs/dashboard.md', 'at most {} of each', constant('lib/dashboard/search/to-event-filter.ts', 'FOLLOWED')],
  ['docs/dashboard.md', 'It counts up to {} and', constant('lib/upkeep/replays/preview-replay.ts', 'PREVIEWED')],
  ['docs/dashboard.md', 'at most {} at once', constant('lib/upkeep/replays/selection.ts', 'MAX_BATCH')],
  ['docs/dashboard.md', 'A job keeps {} of them in the queue', constant('lib/upkeep/replays/run-batch.ts', 'IN_HAND')],
  ['docs/dashboard.md', 'and every {} minutes on a worker', scheduledMinutes],

  [
    'docs/database.md',
    'both together | {}: {} for webhook and pages, {} for the worker, {} jobs at a time, {} for alerts |',
    inline.app + inline.worker + inline.watch,
    inline.app,
    inline.worker,
    inline.jobs,
    inline.watch,
  ],
  ['docs/database.md', '`--concurrency N`: N + {} |', constant('lib/db/pool-sizes.ts', 'WORKER_EXTRA')],
  ['docs/database.md', 'a serverless function | {} |', shareConnections('serverless').app],
  ['docs/database.md', 'what one died of | {}, for seconds |', constant('scripts/children/trial.ts', 'CONNECTIONS')],
  [
    'docs/database.md',
    'a limit (server, role, database) below {} |',
    constant('lib/ops/doctor/database/check-room.ts', 'FEWEST'),
  ],
  ['docs/database.md', '{} s of silence within a transaction', constant('lib/db/client.ts', 'TRANSACTION_MS') / 1_000],
  ['docs/database.md', 'looks for jobs every {} s,', constant('lib/worker/runner-options.ts', 'POLL_MS') / 1_000],

  ['docs/deploy-vercel.md', '({} connections a function)', shareConnections('serverless').app],
  ['docs/deploy-vercel.md', '(up to {} s of the 60', constant('app/_lib/drain-afterwards.ts', 'forMs') / 1_000],
  ['docs/deploy-vercel.md', 'not been heard of for {} s', staleSeconds],

  ['docs/doctor.md', '`FULFILL_LINK_WAIT_SECONDS` ({})', FULFILL_LINK_WAIT_SECONDS],
  ['docs/doctor.md', '(an error after {})', constant('lib/ops/doctor/check-worker.ts', 'STUCK_SECONDS') / 60],
  ['docs/doctor.md', 'PostgreSQL before {};', constant('lib/ops/doctor/database/check-server.ts', 'OLDEST')],

  ['docs/effects.md', 'tried {} times in about', attempts],
  [
    'docs/effects.md',
    'may take up to {} minutes',
    constant('lib/effects/perform/perform-fulfilment.ts', 'LIMIT_MS') / 60_000,
  ],
  ['docs/effects.md', 'at most {} effects at a time', effectSlots],
  ['docs/effects.md', 'keeps its {} other slots for events', keptSlots()],

  ['docs/endpoints.md', '{} event types, just those that are handled', handledTypes().length],

  ['docs/handlers.md', '`HANDLER_TIMEOUT_SECONDS`** ({})', HANDLER_TIMEOUT_SECONDS],
  ['docs/handlers.md', 'after {} of them its event waits', constant('lib/worker/try-suspect.ts', 'MOST_DEATHS')],
  ['docs/handlers.md', 'tried again, {} times in about', attempts],
  ['docs/handlers.md', 'One of the workers does it every {} minutes', scheduledMinutes],

  [
    'docs/monitoring.md',
    'added up in the database every {} seconds',
    constant('lib/upkeep/metrics/flush.ts', 'FLUSH_EVERY_MS') / 1_000,
  ],
  ['docs/monitoring.md', 'What waits is counted up to {}.', constant('lib/upkeep/metrics/read-gauges.ts', 'MOST')],

  ['docs/orders.md', '| `FULFILL_LINK_WAIT_SECONDS` | `{}` |', FULFILL_LINK_WAIT_SECONDS],

  [
    'docs/performance.md',
    '{} events or {} MB wait',
    constant('lib/inbox/store/group-commit.ts', 'waitingEvents'),
    inSource('lib/inbox/store/group-commit.ts', /waitingBytes: (\d+) \* 1024 \* 1024/),
  ],
  ['docs/performance.md', 'One that hangs for {} ms', constant('lib/inbox/store/group-commit.ts', 'patienceMs')],
  [
    'docs/performance.md',
    'leaves beside it, {} at the most',
    constant('lib/inbox/store/group-commit.ts', 'statements'),
  ],

  ['docs/privacy.md', '{} rows a transaction', constant('lib/privacy/retention/redact-old.ts', 'BATCH')],
  [
    'docs/privacy.md',
    'Up to {} rows an hour',
    constant('lib/privacy/retention/redact-old.ts', 'BATCH') *
      constant('lib/privacy/retention/redact-old.ts', 'BATCHES'),
  ],

  [
    'docs/rejected.md',
    '{} rows, {} characters of a body',
    constant('lib/inbox/rejections/record-rejections.ts', 'KEPT_REJECTIONS'),
    constant('lib/inbox/rejections/to-record.ts', 'PIECE'),
  ],
  [
    'docs/rejected.md',
    '{} KB where the header cannot be a signature',
    constant('lib/inbox/plausible-header.ts', 'STRANGER_BYTES') / 1_024,
  ],
  ['docs/rejected.md', 'of each cause {} at once', constant('lib/inbox/rejections/note-rejection.ts', 'burst')],
  [
    'docs/rejected.md',
    'written every {} seconds',
    constant('lib/inbox/rejections/rejection-queue.ts', 'SUM_EVERY_MS') / 1_000,
  ],
  [
    'docs/rejected.md',
    '{} s for a head, {} s for a whole request',
    constant('lib/inbox/server-limits.ts', 'headMs') / 1_000,
    constant('lib/inbox/server-limits.ts', 'requestMs') / 1_000,
  ],
  ['docs/rejected.md', '{} s idle', constant('lib/inbox/server-limits.ts', 'idleMs') / 1_000],
  ['docs/rejected.md', '{} connections at a time', constant('lib/inbox/server-limits.ts', 'connections')],

  ['docs/reliability.md', '`HANDLER_TIMEOUT_SECONDS` ({})', HANDLER_TIMEOUT_SECONDS],
  ['docs/reliability.md', '`WATCHDOG_SECONDS` ({})', WATCHDOG_SECONDS],
  ['docs/reliability.md', 'taken for dead after {} s', staleSeconds],
  ['docs/reliability.md', '**{} deaths are enough.**', constant('lib/worker/try-suspect.ts', 'MOST_DEATHS')],
  [
    'docs/reliability.md',
    'A request has {} s, a question with all its pages {} s',
    constant('lib/stripe/patience.ts', 'REQUEST_WITHIN_MS') / 1_000,
    constant('lib/stripe/patience.ts', 'QUESTION_WITHIN_MS') / 1_000,
  ],
  ['docs/reliability.md', 'opens after {} questions in a row', constant('lib/stripe/patience.ts', 'SILENT_TO_OPEN')],
  [
    'docs/reliability.md',
    'nothing was applied for {} s',
    constant('lib/upkeep/liveness/standstill.ts', 'STANDSTILL_SECONDS'),
  ],
  [
    'docs/reliability.md',
    'goes on for {} s, it sends the alert itself, by mail and webhook, and again when nothing was refused for {} s',
    constant('lib/upkeep/alerts/start-door-watch.ts', 'OPEN_AFTER_MS') / 1_000,
    constant('lib/upkeep/alerts/start-door-watch.ts', 'CALM_MS') / 1_000,
  ],

  [
    'docs/runbook.md',
    'when it was well for {} minutes',
    constant('lib/upkeep/alerts/check-alerts.ts', 'CALM_SECONDS') / 60,
  ],
  [
    'docs/runbook.md',
    'is tried again: {} times within about',
    constant('lib/upkeep/alerts/send-alerts.ts', 'SEND_ATTEMPTS'),
  ],
  ['docs/runbook.md', 'failed {} times over about', attempts],
  ['docs/runbook.md', 'each takes {} jobs at a time', inline.jobs],
  ['docs/runbook.md', 'between the last {} events', constant('lib/upkeep/alerts/rules/unusual-silence.ts', 'ARRIVALS')],
  [
    'docs/runbook.md',
    'At least {} deliveries in a row',
    constant('lib/upkeep/alerts/rules/signatures-fail.ts', 'IN_A_ROW'),
  ],

  [
    'docs/security.md',
    'Passwords have {} to {} characters',
    constant('lib/people/auth/password-rules.ts', 'PASSWORD_MIN'),
    constant('lib/people/auth/password-rules.ts', 'PASSWORD_MAX'),
  ],
  [
    'docs/security.md',
    'After {} wrong passwords for an e-mail address, or {} from one network address',
    inSource('lib/people/auth/attempts.ts', /PER_EMAIL.*max: (\d+)/),
    inSource('lib/people/auth/attempts.ts', /PER_ADDRESS.*max: (\d+)/),
  ],
  [
    'docs/security.md',
    'Beyond {} tries of an address, unknown e-mail addresses share {} counts',
    inSource('lib/people/auth/attempts.ts', /PER_SHARED_ADDRESS.*max: (\d+)/),
    constant('lib/people/auth/sign-in.ts', 'STRANGERS'),
  ],
  [
    'docs/security.md',
    'compares {} passwords at a time, and {} wait',
    constant('lib/people/auth/sign-in.ts', 'running'),
    constant('lib/people/auth/sign-in.ts', 'waiting'),
  ],
  ['docs/security.md', 'bounded to {} an hour', inSource('lib/people/auth/sign-in.ts', /AUDITED_FAILURES.*max: (\d+)/)],
  ['docs/security.md', 'at most {} KiB', constant('lib/server/judge-request.ts', 'MAX_BODY_BYTES') / 1_024],
  [
    'docs/security.md',
    'at most {} payments, sessions or card set-ups',
    inSource('lib/checkout/count-caller.ts', /PER_ADDRESS.*max: (\d+)/),
  ],
  [
    'docs/security.md',
    'at most {} % of the event loop',
    inSource('lib/kit/http/lanes.ts', /visitors:.*share: 0\.(\d+)/),
  ],
  ['docs/security.md', '`WEBHOOK_BODIES_IN_FLIGHT_BYTES`, {} MB', WEBHOOK_BODIES_IN_FLIGHT_BYTES / MB],
  ['docs/security.md', 'may have {} requests waiting', constant('lib/inbox/server-limits.ts', 'PIPELINED')],

  ['docs/sweep.md', 'every {} minutes, on one of the workers', scheduledMinutes],
  ['docs/sweep.md', '{} in a request', constant('lib/upkeep/sweep/window.ts', 'TYPES_PER_REQUEST')],
  [
    'docs/sweep.md',
    'no further account after {} minutes',
    constant('lib/upkeep/sweep/sweep-now.ts', 'BUDGET_MS') / 60_000,
  ],
  ['docs/sweep.md', 'less {} minutes', constant('lib/upkeep/sweep/window.ts', 'OVERLAP_MS') / 60_000],
  ['docs/sweep.md', 'After {} tries it stops', constant('lib/upkeep/sweep/fetch-events.ts', 'MOST_TRIES')],
  ['docs/sweep.md', 'is older than {},', constant('lib/upkeep/sweep/window.ts', 'OVERDUE_MS') / 86_400_000],
];

describe.each([...new Set(STATED.map(([document]) => document))])('%s', (document) => {
  const text = readFileSync(document, 'utf8').replaceAll(/\s+/g, ' ').toLowerCase();

  test.each(STATED.filter(([named]) => named === document))('%s says: %s', (_, words, ...numbers) => {
    const [first = '', ...parts] = words.toLowerCase().split('{}');
    const said = parts.reduce(
      (pattern, part, nth) => pattern + written(numbers[nth]) + escapeWords(part),
      escapeWords(first),
    );
    expect(parts.length).toBe(numbers.length);
    expect(text).toMatch(new RegExp(said));
  });
});

test('.env.local.example shows the defaults', () => {
  const example = readFileSync('.env.local.example', 'utf8');
  const defaults = parseEnv({ NODE_ENV: 'development' }) as unknown as Record<string, unknown>;
  const numbers = [...example.matchAll(/^(\w+)=(\d+)$/gm)];
  expect(numbers.length).toBeGreaterThan(7);
  for (const [, name = '', shown] of numbers) expect(Number(shown), name).toBe(defaults[name]);
});

/** A number as a text may have it: 10000, 10,000, or a word. */
function written(number = Number.NaN): string {
  const word = WORDS[number];
  return `(?<![\\d,.])(?:${number.toLocaleString('en-US')}|${number}${word ? `|${word}` : ''})`;
}

function escapeWords(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function keptSlots(): number {
  return constant('lib/worker/effect-slots.ts', 'EVENT_SLOTS');
}
