import type { ChaosDatabase } from './database';
import type { Member } from './member';

const ACTIVITY_SQL = `
select client_port as port, application_name as who, state, wait_event_type || ' ' || wait_event as waits,
  pg_blocking_pids(pid)::text as blocked_by, round(extract(epoch from now() - state_change))::int as seconds,
  left(regexp_replace(query, '\\s+', ' ', 'g'), 100) as query
from pg_stat_activity
where backend_type = 'client backend' and pid <> pg_backend_pid() 
order by state_change limit 60`;

const JOBS_SQL = `
select locked_by, attempts, count(*)::int as jobs, count(*) filter (where run_at > now())::int as later,
  left(min(last_error), 100) as error
from hookwell_worker.jobs group by 1, 2 order by 3 desc limit 20`;

const WORKERS_SQL = `
select pool_id, pid, mode, round(extract(epoch from now() - beat_at))::int as seconds_ago from hookwell.worker_heartbeats`;

/** What a run looks like that does not get well again: for whoever has to find the cause. */
export async function describeStuck(database: ChaosDatabase, members: Member[]): Promise<string> {
  const look = (sql: string) =>
    database.query(sql).then(
      (rows) => rows.map((row) => JSON.stringify(row)).join('\n'),
      (error: Error) => error.message,
    );
  const ups = members.map(
    ({ name, isUp, output, network }) =>
      `${name} ${isUp() ? 'is up' : 'is down'}, ports ${network.ports()}:\n${output().slice(-1_500)}`,
  );
  return [await look(ACTIVITY_SQL), await look(JOBS_SQL), await look(WORKERS_SQL), ...ups].join('\n\n');
}
