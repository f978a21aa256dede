import { randomBytes } from 'node:crypto';
import type { Database, Transaction } from '../../db/client';
import { ERASE } from '../../kit/jobs/jobs';
import { KnownError } from '../../kit/known-error';
import { recordAudit } from '../../people/audit/record-audit';
import type { Actor } from '../../people/auth/roles';
import { REDACTED } from '../redaction/personal-columns';
import { type Collected, collectSubject, findEventsWithAddress, type Subject } from './collect-subject';
import { type Named, normalizeEmail, subjectHasher } from './subject-hash';
import { lockAgainstErasure, writeTombstones } from './tombstones';

/** An erasure of somebody with thousands of events: to write down what is to be done takes seconds. */
const TIMEOUT_MS = 300_000;

/**
 * Begins to erase a customer or guest: writes the tombstones and everything that is to be cleaned, in one transaction with
 * the audit entry and the job that does it. From its commit on nothing that arrives brings the data back. Returns the
 * erasure's id; null where nothing of the subject is known.
 */
export async function startErasure(prisma: Database, subject: Subject, actor: Actor): Promise<string | null> {
  const hasher = subjectHasher();
  const [other] = await prisma.$queryRaw<
    unknown[]
  >`select 1 as one from hookwell.tombstones where key_id <> ${hasher.keyId} limit 1`;
  if (other)
    throw new KnownError('ERASURE_KEY is not the key of the erasures before. Set the one that they were made with.');
  const looked = new Date();
  const mentioned = subject.kind === 'email' ? await findEventsWithAddress(prisma, subject.email) : [];
  return prisma.$transaction(
    async (tx) => {
      await lockAgainstErasure(tx, true);
      if (subject.kind === 'email') mentioned.push(...(await findEventsWithAddress(tx, subject.email, looked)));
      const collected = await collectSubject(tx, subject, [...new Set(mentioned)]);
      if (collected.events.length === 0 && (await isUnknown(tx, collected))) return null;
      const id = `era_${randomBytes(12).toString('hex')}`;
      const named: Named =
        subject.kind === 'customer'
          ? { kind: 'object', account: subject.account, value: subject.id }
          : { kind: 'email', value: subject.email };
      await tx.erasure.create({
        data: {
          id,
          kind: subject.kind,
          subjectHash: hasher.hash(named),
          keyId: hasher.keyId,
          requestedById: actor.id,
          requestedByName: actor.name,
        },
      });
      await writeTombstones(tx, id, [named, ...namesOf(collected)]);
      await writeItems(tx, id, collected);
      const counts = await cleanLoose(tx, subject, collected);
      await tx.erasure.update({ where: { id }, data: { counts } });
      const detail = { kind: subject.kind, events: collected.events.length, objects: namesOf(collected).length };
      await recordAudit(tx, { actor, action: 'customer.erase', target: id, detail });
      await tx.$queryRaw`
        select id::text from hookwell_worker.add_job(
          ${ERASE}, json_build_object('id', ${id}::text), max_attempts => 25, job_key => ${`erase:${id}`})`;
      return id;
    },
    { timeout: TIMEOUT_MS },
  );
}

const namesOf = ({ objects }: Collected) =>
  [...objects].flatMap(([account, ids]) => [...ids].map((value) => ({ kind: 'object' as const, account, value })));

async function isUnknown(tx: Transaction, { objects }: Collected): Promise<boolean> {
  for (const [account, ids] of objects)
    if (ids.size > 1 || (await tx.customer.count({ where: { account, id: { in: [...ids] } } })) > 0) return false;
  return true;
}

async function writeItems(tx: Transaction, erasureId: string, collected: Collected): Promise<void> {
  const items = [
    ...collected.events.map((ref) => ['event', ref] as const),
    ...namesOf(collected).map(({ account, value }) => ['object', JSON.stringify([account, value])] as const),
  ];
  await tx.$executeRaw`
    insert into hookwell.erasure_items (erasure_id, kind, ref)
    select ${erasureId}, kind, ref from unnest(${items.map(([kind]) => kind)}::text[], ${items.map(([, ref]) => ref)}::text[]) as t(kind, ref)
    on conflict do nothing`;
}

/** What names the subject without being linked to them: refused deliveries, and filters that somebody typed. */
async function cleanLoose(tx: Transaction, subject: Subject, collected: Collected): Promise<Record<string, number>> {
  const emails = subject.kind === 'email' ? [normalizeEmail(subject.email)] : await emailsOf(tx, collected);
  const needles = [...emails, ...namesOf(collected).map(({ value }) => value.toLowerCase())].slice(0, 1_000);
  const rejected = await tx.$executeRaw`
    update hookwell.rejected_deliveries set body_piece = null, user_agent = null, remote_address = null
    where claimed_event_id = any(${collected.events}::text[])
      or exists (select from unnest(${needles}::text[]) as n where position(n in lower(body_piece)) > 0)`;
  const typed = emails.flatMap((email) => [email, encodeURIComponent(email).toLowerCase()]);
  const replays = await tx.$executeRaw`
    update hookwell.replay_batches set selection = selection || jsonb_build_object('address', ${REDACTED}::text)
    where exists (select from unnest(${typed}::text[]) as n where position(n in lower(selection ->> 'address')) > 0)`;
  const audit = await tx.$executeRaw`
    update hookwell.audit_entries set detail = jsonb_build_object('redacted', true)
    where exists (select from unnest(${typed}::text[]) as n where position(n in lower(detail::text)) > 0)`;
  return { rejected_deliveries: rejected, replay_batches: replays, audit_entries: audit };
}

/** The addresses that the subject's own rows hold, before they are cleaned. */
async function emailsOf(tx: Transaction, { objects }: Collected): Promise<string[]> {
  const found = new Set<string>();
  for (const [account, ids] of objects) {
    const rows = await tx.$queryRaw<{ email: string }[]>`
      select lower(email) as email from hookwell.customers where id = any(${[...ids]}::text[]) and account is not distinct from ${account}::text and email <> ''
      union select lower(o.customer_email) from hookwell.orders o join hookwell.order_refs r on r.order_id = o.id
      where r.ref = any(${[...ids]}::text[]) and r.account is not distinct from ${account}::text and o.customer_email <> ''`;
    for (const { email } of rows) found.add(email);
  }
  return [...found];
}
