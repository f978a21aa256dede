import { randomBytes } from 'node:crypto';
import type { Pool, QueryConfig } from 'pg';
import type { Cause, KeptCode } from './causes';

/** One rejection, or `count` of them that are alike. Texts are clean and cut already. */
export type RejectionToRecord = {
  likeness: string;
  code: KeptCode;
  cause: Cause;
  message: string;
  door: 'webhook' | 'thin';
  signed: boolean;
  count: number;
  receivedAt: Date;
  claimedEventId: string | null;
  claimedType: string | null;
  claimedLivemode: boolean | null;
  signatureHeader: string | null;
  secretLabel: string | null;
  bodySha256: string | null;
  bodyBytes: number | null;
  bodyPiece: string | null;
  userAgent: string | null;
  remoteAddress: string | null;
};

/** The table never grows beyond this (and, for a moment, one batch of each process). */
export const KEPT_REJECTIONS = 1_000;

/** Evidence gives up early: a database that is slow has better things to do. */
const TIME_LIMIT_MS = 3_000;

/** An alike one moves up, with the newest evidence; one that was dismissed is open again. */
const RECORD_SQL = `
insert into hookwell.rejected_deliveries as r (
  id, likeness, code, cause, message, door, signed, count, received_at, last_seen_at, claimed_event_id, claimed_type,
  claimed_livemode, signature_header, secret_label, body_sha256, body_bytes, body_piece, user_agent, remote_address
)
select * from unnest(
  $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::int[], $9::timestamptz[],
  $9::timestamptz[], $10::text[], $11::text[], $12::boolean[], $13::text[], $14::text[], $15::text[], $16::int[],
  $17::text[], $18::text[], $19::text[]
)
on conflict (likeness) do update set
  count = least(r.count::bigint + excluded.count, 2147483647)::int,
  last_seen_at = greatest(r.last_seen_at, excluded.last_seen_at),
  message = excluded.message,
  signature_header = excluded.signature_header,
  secret_label = excluded.secret_label,
  body_sha256 = excluded.body_sha256,
  body_bytes = excluded.body_bytes,
  body_piece = excluded.body_piece,
  user_agent = excluded.user_agent,
  remote_address = excluded.remote_address,
  dismissed_at = null`;

/**
 * Beyond the bound the oldest go, dismissed ones first, of the cause that has the most rows: a flood of one kind pushes
 * out its own, and never the few deliveries of Stripe that tell of a wrong secret.
 */
const TRIM_SQL = `
delete from hookwell.rejected_deliveries where id in (
  select id from (
    select id, dismissed_at, row_number() over (partition by cause order by dismissed_at is not null, last_seen_at desc, id) as place
    from hookwell.rejected_deliveries
  ) ranked
  order by dismissed_at is not null desc, place desc
  limit greatest(0, (select count(*) from hookwell.rejected_deliveries) - $1)
)`;

/** Keeps rejections as evidence, within the table's bound. Takes one connection, and for a short time. */
export async function recordRejections(pool: Pick<Pool, 'query'>, rejections: RejectionToRecord[]): Promise<void> {
  const rows = mergeAlike(rejections);
  if (rows.length === 0) return;
  const column = <K extends keyof RejectionToRecord>(key: K) => rows.map((row) => row[key]);
  await run(pool, RECORD_SQL, [
    rows.map(() => `rej_${randomBytes(12).toString('hex')}`),
    column('likeness'),
    column('code'),
    column('cause'),
    column('message'),
    column('door'),
    column('signed'),
    column('count'),
    column('receivedAt'),
    column('claimedEventId'),
    column('claimedType'),
    column('claimedLivemode'),
    column('signatureHeader'),
    column('secretLabel'),
    column('bodySha256'),
    column('bodyBytes'),
    column('bodyPiece'),
    column('userAgent'),
    column('remoteAddress'),
  ]);
  await run(pool, TRIM_SQL, [KEPT_REJECTIONS]);
}

/** `query_timeout` for one query is pg's, and not in its types. The connection of a query that ran out of time is closed. */
const run = (pool: Pick<Pool, 'query'>, text: string, values: unknown[]) =>
  pool.query({ text, values, query_timeout: TIME_LIMIT_MS } as QueryConfig);

/** One row for each likeness, in a fixed order: a statement cannot touch a row twice, and two of them must not deadlock. */
function mergeAlike(rejections: RejectionToRecord[]): RejectionToRecord[] {
  const merged = new Map<string, RejectionToRecord>();
  for (const next of rejections)
    merged.set(next.likeness, { ...next, count: next.count + (merged.get(next.likeness)?.count ?? 0) });
  return [...merged.values()].sort((a, b) => (a.likeness < b.likeness ? -1 : 1));
}
