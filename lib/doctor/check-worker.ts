import { withConnection } from '../db/with-connection';
import { OLDEST_WAITING_SQL } from '../events/oldest-waiting.sql';
import { STALE_SECONDS } from '../worker/heartbeat';
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
};

const WORKER_SQL = `
select
  (select count(*)::int from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)) as alive,
  (select extract(epoch from now() - max(beat_at))::int from hookwell.worker_heartbeats) as "lastBeat",
  (select count(*)::int from hookwell.webhook_events where status in ('pending', 'retrying')) as waiting,
  (${OLDEST_WAITING_SQL})::int as late,
  (select count(*)::int from hookwell.webhook_events where status = 'failed') as "failedEvents",
  (select count(*)::int from hookwell.effects where status = 'failed') as "failedEffects"`;

/** Whether what the door stores is applied. `serverless`: no worker runs for long, so that none is missed. */
export async function checkWorker(url: string, { serverless }: { serverless: boolean }): Promise<Finding[]> {
  const row = await withConnection(url, 'doctor', async (client) => {
    const { rows } = await client.query<Row>(WORKER_SQL, [STALE_SECONDS]);
    return rows[0] as Row;
  });
  return [...judgeBeat(row, serverless), judgeLag(row), ...judgeFailures(row)];
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

function judgeFailures({ failedEvents, failedEffects }: Row): Finding[] {
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
  ];
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`;
  return seconds < 2 * 86_400 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
