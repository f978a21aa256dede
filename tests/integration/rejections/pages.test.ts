import { beforeEach, describe, expect, it } from 'vitest';
import { exportList } from '@/lib/dashboard/lists/export/export-list';
import { countOpenRejections, listRejections } from '@/lib/dashboard/rejections/queries';
import { rejectionExport } from '@/lib/dashboard/rejections/rejection-export';
import { connections } from '@/lib/db/client';
import { dismissAllRejections, dismissRejection } from '@/lib/inbox/rejections/dismiss';
import { type RejectionToRecord, recordRejections } from '@/lib/inbox/rejections/record-rejections';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();
const actor = { id: null, name: 'test', role: 'operator' } as const;
const at = new Date('2026-06-01T12:00:00.000Z');

const made = (n: number, change: Partial<RejectionToRecord> = {}): RejectionToRecord => ({
  likeness: `likeness ${n}`,
  code: 'invalid_signature',
  cause: 'unknown_secret',
  message: `Message ${n}`,
  door: 'webhook',
  signed: false,
  count: 2,
  receivedAt: at,
  claimedEventId: `evt_${n}`,
  claimedType: 'charge.succeeded',
  claimedLivemode: null,
  signatureHeader: null,
  secretLabel: null,
  bodySha256: null,
  bodyBytes: null,
  bodyPiece: null,
  userAgent: 'curl/8 100%_sure',
  remoteAddress: null,
  ...change,
});

beforeEach(async () => {
  await inbox.prisma().rejectedDelivery.deleteMany();
  await inbox.prisma().auditEntry.deleteMany();
  await recordRejections(connections().pool, [
    ...Array.from({ length: 7 }, (_, n) => made(n)),
    made(7, { code: 'missing_signature', cause: 'missing_header', receivedAt: new Date(at.getTime() + 1_000) }),
  ]);
});

const list = (request: Partial<Parameters<typeof listRejections>[1]> = {}) =>
  listRejections(inbox.prisma(), { state: 'open', limit: 3, ...request });

describe('the list', () => {
  it('pages to its end and back without losing or repeating a row, although times tie', async () => {
    const seen: string[][] = [];
    let page = await list();
    for (;;) {
      seen.push(page.rows.map(({ id }) => id));
      if (!page.older) break;
      page = await list({ before: page.older });
    }
    expect(seen.map(({ length }) => length)).toEqual([3, 3, 2]);
    expect(new Set(seen.flat()).size).toBe(8);
    expect((await list({ after: page.newer })).rows.map(({ id }) => id)).toEqual(seen[1]);
  });

  it('narrows by code and by text, which is no pattern', async () => {
    expect((await list({ code: 'missing_signature' })).rows).toHaveLength(1);
    expect((await list({ text: 'EVT_5' })).rows).toMatchObject([{ claimedEventId: 'evt_5' }]);
    expect((await list({ text: '100%_sure' })).rows).toHaveLength(3);
    expect((await list({ text: '%', code: 'missing_signature' })).rows).toHaveLength(1);
    expect((await list({ text: 'evt%5' })).rows).toEqual([]);
  });

  it('counts each delivery, alike ones too', async () => {
    expect(await countOpenRejections(inbox.prisma())).toEqual({ invalid_signature: 14, missing_signature: 2 });
  });
});

describe('dismissing', () => {
  it('marks one, once, and writes it down', async () => {
    const [row] = (await list()).rows;
    expect(await dismissRejection(inbox.prisma(), row?.id ?? '', actor)).toBe(true);
    expect(await dismissRejection(inbox.prisma(), row?.id ?? '', actor)).toBe(false);
    expect((await list({ limit: 50 })).rows).toHaveLength(7);
    expect((await list({ state: 'dismissed' })).rows).toMatchObject([{ id: row?.id }]);
    expect(await inbox.prisma().auditEntry.findMany()).toMatchObject([
      { action: 'rejection.dismiss', target: row?.id },
    ]);
  });

  it('marks all that were there when the page was looked at, and not what came since', async () => {
    expect(await dismissAllRejections(inbox.prisma(), { code: null, until: at, actor })).toBe(7);
    expect((await list()).rows).toMatchObject([{ cause: 'missing_header' }]);
    expect(await inbox.prisma().auditEntry.findMany()).toMatchObject([
      { action: 'rejection.dismiss_all', actorName: 'test', detail: { count: 7, code: null } },
    ]);
  });

  it('of one code leaves the others', async () => {
    const until = new Date(at.getTime() + 5_000);
    expect(await dismissAllRejections(inbox.prisma(), { code: 'missing_signature', until, actor })).toBe(1);
    expect((await list({ limit: 50 })).rows).toHaveLength(7);
  });
});

describe('the export', () => {
  it('has what the list shows under its filters, a formula as text, and no mode that nobody verified', async () => {
    const { prisma } = inbox;
    await prisma().rejectedDelivery.updateMany({
      where: { claimedEventId: 'evt_1' },
      data: { userAgent: '=cmd|calc' },
    });
    const filter = { state: 'open', code: 'invalid_signature', livemode: false } as const;
    const file = exportList(prisma(), rejectionExport, { filter, format: 'csv', actor });
    const [head, ...rows] = (await new Response(file.body).text()).trim().split('\r\n');
    expect(head).toMatch(/id,code,cause,message,/);
    expect(head?.split(',')).not.toContain('mode');
    expect(rows).toHaveLength(7);
    expect(rows.join()).toContain("'=cmd|calc");
    expect(await prisma().auditEntry.count({ where: { action: 'list.export', target: 'rejected' } })).toBe(1);
  });

  it('leaves out of the audit log what was searched for', async () => {
    const filter = { state: 'open', text: 'Anna Smith', livemode: false } as const;
    await new Response(exportList(inbox.prisma(), rejectionExport, { filter, format: 'csv', actor }).body).text();
    const entries = await inbox.prisma().auditEntry.findMany({ where: { action: 'list.export' } });
    expect(entries.at(-1)?.detail).toMatchObject({ filter: { text: '(text)' } });
    expect(JSON.stringify(entries.map(({ detail }) => detail))).not.toContain('Anna');
  });
});
