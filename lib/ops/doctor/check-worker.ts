import { withConnection } from '../../db/with-connection';
import { OLDEST_WAITING_SQL } from '../../inbox/store/oldest-waiting.sql';
import { describeFailedJobs, type FailedJobs, findFailedJobs } from '../../upkeep/liveness/failed-jobs';
import { STALE_SECONDS } from '../../upkeep/liveness/heartbeat';
import { findStandstill, type RunSql, tellStandstill } from '../../upkeep/liveness/standstill';
import { findStripeSilence, SILENCE_FIX, tellStripeSilence } from '../../upkeep/liveness/stripe-silence';
import { error, type Finding, ok, warn } from './finding';

/** Waiting longer than this is late; than that, something is wrong. The time of the next try counts. */
const LATE_SECONDS = 60;
const STUCK_SECONDS = 15 * 60;

type Row = {
  alive: number;
  lastBeat: number | null;
  waiting: number;
  late: number | null;
  failedEvents: number;
  failedEffects: number;
  unsent: number;
  whyUnsent: string | null;
};

const WORKER_SQL = `
select
  (select count(*)::int from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)) as alive,
  (select extract(epoch from now() - max(beat_at))::int from hookwell.worker_heartbeats) as "lastBeat",
  (select count(*)::int from hookwell.webhook_events where status in ('pending', 'retrying')) as waiting,
  (${OLDEST_WAITING_SQL})::int as late,
  (select count(*)::int from hookwell.webhook_events where status = 'failed') as "failedEvents",
  (select count(*)::int from hookwell.effects where status = 'failed') as "failedEffects",
  unsent.*
from (
  select count(*)::int as unsent, (array_agg(last_error order by next_try_at desc))[1] as "whyUnsent"
  from hookwell.alert_messages
  where sent_at is null and last_error is not null and next_try_at > now() - interval '7 days'
) as unsent`;

/** Whether what the door stores is applied. `serverless`: no worker runs for long, so that none is missed. */
export async function checkWorker(url: string, { serverless }: { serverless: boolean }): Promise<Finding[]> {
  return withConnection(url, 'doctor', async (client) => {
    const { rows } = await client.query<Row>(WORKER_SQL, [STALE_SECONDS]);
    const row = rows[0] as Row;
    const run: RunSql = async (sql, ...values) => (await client.query(sql, values)).rows;
    const still = await findStandstill(run);
    const silence = await findStripeSilence(run);
    return [
      ...judgeBeat(row, serverless),
      ...(silence ? [error('stripe_silent', tellStripeSilence(silence), SILENCE_FIX)] : []),
      ...(still ? [error('worker_stands_still', tellStandstill(still), still.fix)] : []),
      ...(still || silence ? [] : [judgeLag(row)]),
      ...judgeFailures(row),
      ...judgeJobs(await findFailedJobs(run)),
    ];
  });
}

function judgeBeat({ alive, lastBeat }: Row, serverless: boolean): Finding[] {
  if (alive > 0) return [ok('worker', `${alive === 1 ? 'One worker is' : `${alive} workers are`} running`)];
  if (serverless) return [];
  return [
    lastBeat === null
      ? error(
          'worker_missing',
          'No worker is running: events are stored, and not applied',
          'Start one: `npm run worker`, or let the app do it (WORKER=inline, the default).',
        )
      : error(
          'worker_dead',
          `The last worker was heard ${inWords(lastBeat)} ago: it ended without a goodbye, or it cannot reach the database`,
          'Look at its log, and start it again: `npm run worker`, or the app with WORKER=inline.',
        ),
  ];
}

function judgeLag({ waiting, late }: Row): Finding {
  if (waiting === 0) return ok('lag', 'No event is waiting');
  const seconds = Math.max(0, late ?? 0);
  const message = `${waiting === 1 ? 'One event is' : `${waiting} events are`} waiting, the oldest is ${inWords(seconds)} late`;
  if (seconds <= LATE_SECONDS) return ok('lag', `${waiting} waiting, none of them late`);
  const fix =
    'Is a worker running, and are there enough? `npm run worker -- --concurrency 10` adds one; its log says what it is at.';
  return seconds > STUCK_SECONDS ? error('lag', message, fix) : warn('lag', message, fix);
}

function judgeJobs(failed: FailedJobs[]): Finding[] {
  if (failed.length === 0) return [];
  return [
    warn(
      'jobs_failed',
      describeFailedJobs(failed),
      'The worker’s log has each with its stack. The next run takes its place.',
    ),
  ];
}

function judgeFailures({ failedEvents, failedEffects, unsent, whyUnsent }: Row): Finding[] {
  return [
    ...(failedEvents > 0
      ? [
          warn(
            'events_failed',
            `${failedEvents === 1 ? 'One event has' : `${failedEvents} events have`} failed for good and need attention`,
            'The dashboard shows why (/events?status=failed). Fix the cause, then replay them there.',
          ),
        ]
      : []),
    ...(failedEffects > 0
      ? [
          warn(
            'effects_failed',
            `${failedEffects === 1 ? 'One side effect has' : `${failedEffects} side effects have`} failed for good: a fulfillment or an email`,
            'The order’s page in the dashboard shows why. Fix the cause, then retry there.',
          ),
        ]
      : []),
    ...(unsent > 0
      ? [
          warn(
            'alerts_not_sent',
            `${unsent === 1 ? 'One message' : `${unsent} messages`} about an alert could not be sent: ${whyUnsent}`,
            'Correct SMTP_URL or ALERT_WEBHOOK_URL. Each is tried ten times within about three hours.',
          ),
        ]
      : []),
  ];
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`;
  return seconds < 2 * 86_400 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
