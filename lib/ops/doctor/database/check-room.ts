import { connectionsPerProcess } from '../../../db/pool-sizes';
import { error, type Finding, fatal, ok, warn } from '../finding';
import type { Looked } from './check';
import type { Limit } from './read-server';

/** With fewer, not even one request, one job, LISTEN and what the worker asks for itself fit in. */
const FEWEST = 6;

/** Others' connections take from what is left for ours; ours are counted anew, by what the pools may grow to. */
export function checkRoom({ server, options }: Looked): Finding[] {
  const tightest = server.limits.reduce((least, limit) => (left(limit) < left(least) ? limit : least));
  const { max, others } = tightest;
  const each = connectionsPerProcess(options.serverless, max);
  const processes = Math.max(0, Math.floor(left(tightest) / each));
  const room = `${saidBy(tightest)}, others use ${others}; one process of the app takes up to ${each}`;
  if (max < FEWEST)
    return [
      fatal('connections_too_few', `${saidBy(tightest)}; Hookwell needs ${FEWEST} at the least`, raise(tightest)),
    ];
  if (processes < 1) return [error('connections_short', `${room}: there is not room for one`, raise(tightest))];
  if (processes < 2)
    return [
      warn(
        'connections_short',
        `${room}: there is room for one, but a deployment starts the new one before the old one ends`,
        raise(tightest),
      ),
    ];
  return [ok('connections', `${room}: room for ${processes}`)];
}

const left = ({ max, others }: Limit): number => max - others;

function saidBy({ of, name, max }: Limit): string {
  const connections = max === 1 ? '1 connection' : `${max} connections`;
  if (of === 'server') return `The server allows ${connections}`;
  return of === 'role'
    ? `The role "${name}" may open ${connections} (its connection limit)`
    : `The database "${name}" takes ${connections} (its connection limit)`;
}

function raise({ of, name }: Limit): string {
  if (of === 'server')
    return 'Raise max_connections, end what others hold open, or put a pooler (PgBouncer) before the server.';
  return `As an administrator: alter ${of} "${name}" connection limit 100 (-1 for none).`;
}
