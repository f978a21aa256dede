import type { Database } from '../../db/client';

/** Where counting stops. */
export const COUNTED = 100_000;

/** What a retention of so many days would redact at once: payloads and mails, each counted up to {@link COUNTED}. */
export async function previewRetention(prisma: Database, days: number, now = new Date()) {
  const before = new Date(now.getTime() - days * 86_400_000);
  const at = before.toISOString();
  const [row] = await prisma.$queryRaw<[{ events: number; mails: number }]>`
    select (select count(*)::int from (
      select from hookwell.webhook_events where redacted_at is null and status in ('processed', 'ignored') and received_at < ${at}::timestamptz
      limit ${COUNTED + 1}) e) as events,
    (select count(*)::int from (
      select from hookwell.mails where redacted_at is null and created_at < ${at}::timestamptz limit ${COUNTED + 1}) m) as mails`;
  return { ...row, before };
}

export type RetentionPreview = Awaited<ReturnType<typeof previewRetention>>;
