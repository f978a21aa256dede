import { describe, expect, it } from 'vitest';
import { listVariables } from '@/lib/ops/setup/configuration';
import type { Actor } from '@/lib/people/auth/roles';
import { changeSetting } from '@/lib/people/settings/change-setting';
import { readSetting, readSettings } from '@/lib/people/settings/read-setting';
import { reportTimeZone } from '@/lib/people/settings/report-time-zone';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox({ APP_URL: 'https://user:word@shop.example.com', CRON_SECRET: 'a-secret-of-some-length' });
const ada: Actor = { id: 'usr_1', name: 'Ada', role: 'admin' };

describe('Settings', () => {
  it('have their default until somebody changes them', async () => {
    expect(await readSetting(inbox.prisma(), reportTimeZone)).toBe('UTC');
    expect(await readSettings(inbox.prisma())).toContainEqual({ setting: reportTimeZone, value: 'UTC', changed: null });
  });

  it('are kept with who chose them, and written down in the same transaction', async () => {
    expect(await changeSetting(inbox.prisma(), reportTimeZone, ' europe/berlin ', ada)).toEqual({ ok: true });
    expect(await readSetting(inbox.prisma(), reportTimeZone)).toBe('Europe/Berlin');
    const [chosen] = await readSettings(inbox.prisma());
    expect(chosen?.changed?.by).toBe('Ada');
    expect(await inbox.prisma().auditEntry.findMany({ where: { action: 'settings.change' } })).toMatchObject([
      { actorName: 'Ada', target: 'reportTimeZone', detail: { from: 'UTC', to: 'Europe/Berlin' } },
    ]);
  });

  it.each(['Mars/Olympus', '+02:00', '', 'Europe/Berlin; drop table', '__proto__'])(
    'refuse %j with words, and change nothing',
    async (typed) => {
      const before = await inbox.prisma().auditEntry.count();
      expect(await changeSetting(inbox.prisma(), reportTimeZone, typed, ada)).toMatchObject({
        ok: false,
        problem: expect.stringContaining('IANA name'),
      });
      expect(await inbox.prisma().auditEntry.count()).toBe(before);
    },
  );

  it('keep a newer name of a zone as it was written', async () => {
    await changeSetting(inbox.prisma(), reportTimeZone, 'Asia/Kolkata', ada);
    expect(await readSetting(inbox.prisma(), reportTimeZone)).toBe('Asia/Kolkata');
  });

  it('fall back to the default where what is stored does not fit any more', async () => {
    await inbox.prisma().setting.update({ where: { key: 'reportTimeZone' }, data: { value: { zone: 'gone' } } });
    expect(await readSetting(inbox.prisma(), reportTimeZone)).toBe('UTC');
  });
});

it('the configuration never holds the value of a secret, nor a login in an address', () => {
  const shown = JSON.stringify(listVariables());
  expect(shown).not.toMatch(/whsec_|a-secret-of-some-length|user:word|postgres(ql)?:\/\//);
  const variables = new Map(listVariables().map((variable) => [variable.name, variable]));
  expect(variables.get('CRON_SECRET')).toEqual({ name: 'CRON_SECRET', set: true, shown: null });
  expect(variables.get('APP_URL')?.shown).toBe('https://…@shop.example.com/');
  expect(variables.get('WORKER')).toEqual({ name: 'WORKER', set: false, shown: 'inline' });
});
