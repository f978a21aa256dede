import { knownSecrets } from '../../inbox/known-secrets';
import { describeScope } from '../../kit/signing-secrets/secret-scope';

/** Only the last ones of each mode are looked at: an old inbox has many millions. */
export const LOOKED_AT = 2_000;

/** What a secret is for and what it signed of the last events. `last` is null where that is none. */
export type SecretUse = {
  label: string;
  scope: string;
  retired: boolean;
  /** Nothing says whether it is for one's own account or for connected ones. */
  isForAnyAccount: boolean;
  events: number;
  connected: number;
  last: Date | null;
};

type Row = { label: string; events: number; connected: number; last: Date };
type RunSql = (sql: string) => Promise<Row[]>;

const latest = (livemode: boolean) =>
  `(select id, account from hookwell.webhook_events where livemode = ${livemode} order by received_at desc, id desc limit ${LOOKED_AT})`;

const USES_SQL = `
select d.secret_label as label, count(distinct e.id)::int as events,
  count(distinct e.id) filter (where e.account is not null)::int as connected,
  max(d.received_at) as last
from (${latest(true)} union all ${latest(false)}) e join hookwell.event_deliveries d on d.event_id = e.id
where d.secret_label is not null group by d.secret_label`;

/** Every secret that is known here, with its scope and what it signed lately, in the order in which they are configured. */
export async function listSecretUses(run: RunSql): Promise<SecretUse[]> {
  const rows = new Map((await run(USES_SQL)).map((row) => [row.label, row]));
  return knownSecrets().map(({ label, retired, scope }) => {
    const { events = 0, connected = 0, last = null } = rows.get(label) ?? {};
    return {
      label,
      scope: describeScope(scope),
      retired,
      isForAnyAccount: scope.accounts === 'any',
      events,
      connected,
      last,
    };
  });
}
