import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { roles } from '@/lib/people/auth/roles';
import { changeUser } from '@/lib/people/users/change-user';
import { createUser, readEmail, readName } from '@/lib/people/users/create-user';
import { createFirstAdmin, firstAdminLink, opensWelcome } from '@/lib/people/users/first-admin';
import { createPasswordLink, findPasswordLink } from '@/lib/people/users/password-link';
import { useInbox } from '../../../harness/inbox';
import { startScript, testEnv } from '../../../harness/processes';
import { testAuthSecret } from '../../../harness/sign-in';

const machine = { id: null, name: 'test', role: 'admin' } as const;
const tokenOf = (link: string | null) => new URL(link ?? 'http://none').searchParams.get('token') as string;

describe('the first admin', () => {
  const inbox = useInbox({ AUTH_SECRET: testAuthSecret });

  it('is made once by the link of the start, however many open it at once', async () => {
    const token = tokenOf(await firstAdminLink(inbox.prisma()));
    expect(await opensWelcome(inbox.prisma(), token)).toBe(true);
    const make = (email: string, with_ = token) =>
      createFirstAdmin(inbox.prisma(), with_, { email, name: 'Ann', password: 'four random words here' });
    expect(await make('eve@example.com', `${token.slice(0, -1)}A`)).toBe(false);
    const forged = createHmac('sha256', 'another secret').update('hookwell: the first admin').digest('base64url');
    expect(await make('eve@example.com', forged)).toBe(false);
    const made = await Promise.all(['a', 'b', 'c', 'd'].map((name) => make(`${name}@example.com`)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await inbox.prisma().user.findMany({ select: { role: true } })).toEqual([{ role: 'admin' }]);
    expect(await firstAdminLink(inbox.prisma())).toBeNull();
    expect(await opensWelcome(inbox.prisma(), token)).toBe(false);
  });
});

describe('users', () => {
  const inbox = useInbox({ AUTH_SECRET: testAuthSecret });
  const add = async (email: string, role: (typeof roles)[number]) =>
    (await createUser(inbox.prisma(), { email, name: email, role }, machine)) as string;

  it('keep one admin at least, and nobody takes their own way in', async () => {
    const [ann, bob] = [await add('ann@example.com', 'admin'), await add('bob@example.com', 'admin')];
    const actor = { id: ann, name: 'Ann', role: 'admin' } as const;
    for (const change of [{ kind: 'ban' }, { kind: 'remove' }, { kind: 'role', role: 'viewer' }] as const)
      expect(await changeUser(inbox.prisma(), ann, change, actor)).toEqual({ code: 'self' });
    // Both demote the other in the same moment: one of them stays.
    const outcomes = await Promise.all([
      changeUser(inbox.prisma(), bob, { kind: 'role', role: 'viewer' }, actor),
      changeUser(inbox.prisma(), ann, { kind: 'role', role: 'viewer' }, { id: bob, name: 'Bob', role: 'admin' }),
    ]);
    expect(outcomes.map(({ code }) => code).sort()).toEqual(['done', 'last_admin']);
    expect(await changeUser(inbox.prisma(), 'nobody', { kind: 'ban' }, actor)).toEqual({ code: 'gone' });
  });

  it('have one account for an address', async () => {
    await add('carl@example.com', 'viewer');
    expect(await add('carl@example.com', 'admin')).toBeNull();
    expect(readEmail(' Carl@Example.COM ')).toBe('carl@example.com');
    for (const text of ['carl', 'a@', '@b', 'a b@c', `${'a'.repeat(250)}@example.com`, 'a\n@b.c', 'ann@localhost'])
      expect(readEmail(text)).toBeNull();
    expect(readName('  Carl\r\nDoe ', 'carl@example.com')).toBe('Carl Doe');
    expect(readName('', 'carl@example.com')).toBe('carl');
  });

  it('get one link at a time, which grows old', async () => {
    const id = await add('dora@example.com', 'viewer');
    const first = tokenOf(await createPasswordLink(inbox.prisma(), id));
    const second = tokenOf(await createPasswordLink(inbox.prisma(), id));
    expect(await findPasswordLink(inbox.prisma(), first)).toBeNull();
    expect(await findPasswordLink(inbox.prisma(), second)).toMatchObject({ email: 'dora@example.com' });
    await inbox.prisma().verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await findPasswordLink(inbox.prisma(), second)).toBeNull();
  });

  // Seven processes, each of which compiles itself.
  it('are added and let in again by commands, which print a link where nobody types', {
    timeout: 180_000,
  }, async () => {
    const run = async (script: string, args: string[]) => {
      const child = startScript(`scripts/${script}.ts`, args, { DATABASE_URL: inbox.url() });
      return { code: await child.exited, output: child.output() };
    };
    const added = await run('user-add', ['Eve@example.com', '--role', 'operator', '--name', 'Eve']);
    expect(added.output).toContain('Added eve@example.com as operator');
    const link = /http\S+set-password\?token=\S+/.exec(added.output)?.[0] ?? null;
    expect(await findPasswordLink(inbox.prisma(), tokenOf(link))).toMatchObject({ email: 'eve@example.com' });
    expect((await run('user-add', ['eve@example.com'])).output).toContain('npm run user:reset -- eve@example.com');
    expect((await run('user-add', ['eve@example.com', '--role', 'king'])).output).toContain('viewer, operator, admin');
    const reset = await run('user-reset', ['eve@example.com']);
    expect(reset.output).toMatch(/set-password\?token=/);
    expect(await run('user-reset', ['nobody@example.com'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('npm run user:add -- nobody@example.com'),
    });
    for (const script of ['user-add', 'user-reset']) {
      const help = await run(script, ['--help']);
      expect(help).toMatchObject({
        code: 0,
        output: expect.stringContaining(`Usage: npm run ${script.replace('-', ':')}`),
      });
    }
    const entries = await inbox.prisma().auditEntry.findMany({ where: { actorName: { startsWith: 'npm run' } } });
    expect(entries.map(({ action }) => action)).toEqual(['user.create', 'user.link']);
  });

  it('get no password of a command that a guesser tries first', { timeout: 60_000 }, async () => {
    await add('fay.newman@example.com', 'viewer');
    for (const [script, email, password, words] of [
      ['user-add', 'gus@example.com', 'qwertyuiop1234567890', 'Many people have this password'],
      ['user-reset', 'Fay.Newman@example.com', 'fay.newman-2024!', 'mostly your e-mail address'],
    ] as const) {
      const { status, stderr } = spawnSync(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), `scripts/${script}.ts`, email, '--password-stdin'],
        { input: password, encoding: 'utf8', env: testEnv({ DATABASE_URL: inbox.url() }) },
      );
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(words) });
    }
    expect(await inbox.prisma().user.count({ where: { email: 'gus@example.com' } })).toBe(0);
    expect(await inbox.prisma().account.count()).toBe(0);
  });
});
