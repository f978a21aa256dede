import type { IncomingMessage } from 'node:http';
import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/kit/env';
import { resetAuth } from '@/lib/people/auth/auth';
import { withClientAddress } from '@/lib/people/auth/client-address';
import { findSession } from '@/lib/people/auth/find-session';
import { hasSignedSession } from '@/lib/people/auth/has-signed-session';
import type { Role } from '@/lib/people/auth/roles';
import { signIn } from '@/lib/people/auth/sign-in';
import { signOut } from '@/lib/people/auth/sign-out';
import { changePassword } from '@/lib/people/users/change-password';
import { changeUser } from '@/lib/people/users/change-user';
import { createUser } from '@/lib/people/users/create-user';
import { revokeSessions } from '@/lib/people/users/end-sessions';
import { createPasswordLink, usePasswordLink as openLink } from '@/lib/people/users/password-link';
import { useInbox } from '../../../harness/inbox';
import { testAuthSecret } from '../../../harness/sign-in';

const inbox = useInbox({ AUTH_SECRET: testAuthSecret, TRUST_PROXY: '0' });
const password = 'four random words here';
const machine = { id: null, name: 'test', role: 'admin' } as const;
let passwordHash: string;
let count = 0;

beforeAll(async () => {
  resetAuth();
  passwordHash = await hashPassword(password);
});
afterAll(resetAuth);

/** A user of this test alone. */
async function newUser(role: Role = 'viewer'): Promise<{ id: string; email: string }> {
  const email = `user-${++count}@example.com`;
  const id = await createUser(inbox.prisma(), { email, name: email, role, passwordHash }, machine);
  return { id: id as string, email };
}

/** As the server handles a request of this socket. */
const fromSocket = <Result>(remoteAddress: string, headers: Record<string, string>, handle: () => Result): Result =>
  withClientAddress({ headers, socket: { remoteAddress } } as unknown as IncomingMessage, handle);

function setTrustProxy(value: string | undefined): void {
  if (value === undefined) delete process.env.TRUST_PROXY;
  else process.env.TRUST_PROXY = value;
  resetEnv();
}

const from = (address: string) => new Headers({ 'x-forwarded-for': address, 'user-agent': 'test' });
const enter = (email: string, typed = password, headers = new Headers()) =>
  signIn(inbox.prisma(), { email, password: typed }, headers);

/** The header that a browser sends after this sign-in. */
async function cookieOf(email: string): Promise<Headers> {
  const outcome = await enter(email);
  if (!outcome.ok) throw new Error(outcome.problem);
  return new Headers({ cookie: outcome.setCookies.map((cookie) => cookie.split(';')[0]).join('; ') });
}

describe('signing in', () => {
  it('gives a session whose cookie no script reads, and whose token no table holds', async () => {
    const { id, email } = await newUser('operator');
    const outcome = await enter(` ${email.toUpperCase()} `);
    expect(outcome.ok && outcome.setCookies.join()).toMatch(/HttpOnly; SameSite=Lax/i);
    const headers = await cookieOf(email);
    expect(await findSession(headers)).toMatchObject({ email, actor: { id, role: 'operator' } });
    const token = decodeURIComponent(headers.get('cookie') ?? '')
      .split('=')[1]
      ?.split('.')[0] as string;
    const [tables] = await inbox.prisma().$queryRaw<{ text: string }[]>`
      select (select string_agg(s::text, ' ') from hookwell.sessions s) || (select string_agg(a::text, ' ') from hookwell.accounts a)
        || coalesce((select string_agg(e::text, ' ') from hookwell.audit_entries e), '') as text`;
    expect(tables?.text).toContain(id);
    expect(tables?.text).not.toContain(token);
    expect(tables?.text).not.toContain(password);
  });

  it('gives a cookie that is recognized without the database, under http and https', async () => {
    const { email } = await newUser();
    for (const url of ['', 'https://shop.example']) {
      vi.stubEnv('APP_URL', url);
      resetEnv();
      resetAuth();
      const cookie = (await cookieOf(email)).get('cookie') ?? '';
      expect(cookie.startsWith('__Secure-')).toBe(url !== '');
      expect(hasSignedSession(cookie)).toBe(true);
      expect(hasSignedSession(`${cookie.slice(0, -6)}aaaaaa`)).toBe(false);
    }
    vi.unstubAllEnvs();
    resetEnv();
    resetAuth();
  });

  it('takes no session from a token without our signature', async () => {
    const { email } = await newUser();
    const cookie = (await cookieOf(email)).get('cookie') ?? '';
    for (const forged of [cookie.replace(/\.[^.]+$/, ''), `${cookie.slice(0, -6)}aaaaaa`, 'hookwell.session_token=x.y'])
      expect(await findSession(new Headers({ cookie: forged }))).toBeNull();
  });

  it('answers an unknown address, a wrong password and nonsense alike', async () => {
    const { email } = await newUser();
    const answers = await Promise.all([
      enter(email, 'not this password'),
      enter('nobody@example.com', 'not this password'),
      enter('no address', password),
      enter(email, 'x'.repeat(10_000)),
      enter(`a\0${email}`, password),
    ]);
    for (const answer of answers) expect(answer).toEqual({ ok: false, problem: 'wrong' });
  });

  it('tells somebody who is suspended so only with the right password', async () => {
    const { id, email } = await newUser();
    await changeUser(inbox.prisma(), id, { kind: 'ban' }, machine);
    expect(await enter(email)).toEqual({ ok: false, problem: 'suspended' });
    expect(await enter(email, 'not this password')).toEqual({ ok: false, problem: 'wrong' });
  });

  it('writes down who came in and who was refused, and never what was typed', async () => {
    const { id, email } = await newUser();
    await enter(email, 'not this password');
    await enter(email);
    const entries = await inbox.prisma().auditEntry.findMany({ where: { target: id }, orderBy: { id: 'asc' } });
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['user.create', null],
      ['session.refuse', null],
      ['session.start', id],
    ]);
    expect(JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'not this password',
    );
  });
});

describe('guessing', () => {
  it('stops after ten tries for one address, however many machines guess at once', async () => {
    const { email } = await newUser();
    const tries = await Promise.all(Array.from({ length: 14 }, (_, index) => enter(email, `guess number ${index}`)));
    expect(tries.filter((outcome) => !outcome.ok && outcome.problem === 'wrong')).toHaveLength(10);
    expect(await enter(email)).toMatchObject({ ok: false, problem: 'too_many' });
  });

  it('is not freed by a forged X-Forwarded-For', async () => {
    const { email } = await newUser();
    const outcomes = [];
    for (let index = 0; index < 12; index++)
      outcomes.push(await enter(email, 'wrong password', from(`203.0.113.${index}`)));
    expect(outcomes.at(-1)).toMatchObject({ problem: 'too_many' });
    const addresses = await inbox.prisma().auditEntry.findMany({ where: { action: 'session.refuse' } });
    expect(JSON.stringify(addresses.map(({ detail }) => detail))).not.toContain('203.0.113');
  });

  it('from one address too often is not counted for the e-mail any more', async () => {
    const { email } = await newUser();
    await fromSocket('203.0.113.9', {}, () => enter(email, 'wrong password'));
    await inbox.prisma().$executeRaw`update hookwell.rate_limits set count = 51 where key like 'sign-in-from:%'`;
    const rows = await inbox.prisma().rateLimit.count();
    for (const somebody of ['x@example.com', 'y@example.com', email])
      expect(await fromSocket('203.0.113.9', {}, () => enter(somebody))).toMatchObject({ problem: 'too_many' });
    expect(await inbox.prisma().rateLimit.count()).toBe(rows);
    expect(await fromSocket('203.0.113.10', {}, () => enter(email))).toMatchObject({ ok: true });
  });

  describe('behind a proxy that nobody told of', () => {
    const through = { 'x-forwarded-for': '198.51.100.7' };
    const enterThrough = (email: string, typed?: string) => fromSocket('10.0.0.1', through, () => enter(email, typed));
    beforeAll(() => void setTrustProxy(undefined));
    afterAll(() => void setTrustProxy('0'));

    it('locks nobody out who knows a password, however many were wrong, and still stops after ten for one address', async () => {
      const { email } = await newUser();
      const other = await newUser();
      await enterThrough('nobody@example.com', 'wrong password');
      await inbox.prisma().$executeRaw`update hookwell.rate_limits set count = 501 where key like 'sign-in-through:%'`;
      for (let index = 0; index < 10; index++) await enterThrough(other.email, `guess number ${index}`);
      expect(await enterThrough(other.email)).toMatchObject({ problem: 'too_many' });
      expect(await enterThrough(email)).toMatchObject({ ok: true });
    });

    it('keeps few counts of addresses that nobody has, and answers them alike', async () => {
      await inbox.prisma().$executeRaw`update hookwell.rate_limits set count = 501 where key like 'sign-in-through:%'`;
      const rows = await inbox.prisma().rateLimit.count();
      for (let index = 0; index < 10; index++)
        expect(await enterThrough('no-one@example.com', 'wrong password')).toEqual({ ok: false, problem: 'wrong' });
      expect(await enterThrough('no-one@example.com', 'wrong password')).toMatchObject({ problem: 'too_many' });
      expect(await inbox.prisma().rateLimit.count()).toBe(rows + 1);
    });
  });

  it('costs the machine little: few passwords are compared at a time, the others are answered at once', async () => {
    const users = await Promise.all(Array.from({ length: 40 }, () => newUser()));
    const outcomes = await Promise.all(users.map(({ email }) => enter(email)));
    const busy = outcomes.filter((outcome) => !outcome.ok && outcome.problem === 'too_many');
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(18);
    expect(busy.length).toBeGreaterThan(0);
    for (const outcome of busy) expect(outcome).toMatchObject({ seconds: 5 });
  });

  it('cannot fill the audit log', async () => {
    const before = await inbox.prisma().auditEntry.count({ where: { action: 'session.refuse' } });
    await inbox.prisma().$executeRaw`update hookwell.rate_limits set count = 201 where key like 'audited-failures:%'`;
    await enter('somebody@example.com', 'not this password');
    expect(await inbox.prisma().auditEntry.count({ where: { action: 'session.refuse' } })).toBe(before);
  });
});

describe('a session ends', () => {
  it('when one signs out', async () => {
    const { email } = await newUser();
    const headers = await cookieOf(email);
    const cookies = await signOut(inbox.prisma(), headers);
    expect(cookies.join()).toMatch(/Max-Age=0/i);
    expect(await findSession(headers)).toBeNull();
  });

  it.each([
    ['another role', { kind: 'role', role: 'operator' }],
    ['a suspension', { kind: 'ban' }],
    ['removal', { kind: 'remove' }],
  ] as const)('with %s', async (_, change) => {
    const { id, email } = await newUser();
    const headers = await cookieOf(email);
    expect(await changeUser(inbox.prisma(), id, change, machine)).toEqual({ code: 'done' });
    expect(await findSession(headers)).toBeNull();
  });

  it('elsewhere, when one changes the password, and here when it is reset by a link', async () => {
    const { id, email } = await newUser();
    const [here, elsewhere] = [await cookieOf(email), await cookieOf(email)];
    const session = await findSession(here);
    if (!session) throw new Error('no session');
    const next = 'another four random words';
    expect(await changePassword(inbox.prisma(), session, { current: 'not this one', next })).toBe('wrong');
    expect(await changePassword(inbox.prisma(), session, { current: password, next })).toBe('done');
    expect(await findSession(here)).not.toBeNull();
    expect(await findSession(elsewhere)).toBeNull();
    expect(await enter(email)).toMatchObject({ problem: 'wrong' });
    expect(await enter(email, next)).toMatchObject({ ok: true });

    const link = await createPasswordLink(inbox.prisma(), id);
    const token = new URL(link).searchParams.get('token') as string;
    const kept = await inbox.prisma().verification.findMany();
    expect(JSON.stringify(kept)).not.toContain(token);
    const both = await Promise.all([
      openLink(inbox.prisma(), token, password),
      openLink(inbox.prisma(), token, password),
    ]);
    expect(both.filter((opened) => opened === email)).toHaveLength(1);
    expect(await openLink(inbox.prisma(), token, password)).toBeNull();
    expect(await findSession(here)).toBeNull();
    expect(await enter(email)).toMatchObject({ ok: true });
  });

  it('for whoever holds a link to set the password, when it is changed otherwise', async () => {
    const { id, email } = await newUser();
    const link = await createPasswordLink(inbox.prisma(), id);
    const session = await findSession(await cookieOf(email));
    if (!session) throw new Error('no session');
    const next = 'another four random words';
    expect(await changePassword(inbox.prisma(), session, { current: password, next })).toBe('done');
    const token = new URL(link).searchParams.get('token') as string;
    expect(await openLink(inbox.prisma(), token, password)).toBeNull();
    expect(await enter(email, next)).toMatchObject({ ok: true });
  });

  it('alone, or all of a user at once, when somebody revokes it', async () => {
    const { id, email } = await newUser();
    const all = [await cookieOf(email), await cookieOf(email), await cookieOf(email)] as const;
    const first = await findSession(all[0]);
    const sessionId = first?.sessionId ?? '';
    expect(await revokeSessions(inbox.prisma(), { userId: 'somebody else', sessionId }, machine)).toBe(0);
    expect(await revokeSessions(inbox.prisma(), { userId: id, sessionId }, machine)).toBe(1);
    expect(await findSession(all[0])).toBeNull();
    expect(await findSession(all[1])).not.toBeNull();
    expect(await revokeSessions(inbox.prisma(), { userId: id }, machine)).toBe(2);
    expect(await findSession(all[2])).toBeNull();
  });

  it('after its time', async () => {
    const { id, email } = await newUser();
    const headers = await cookieOf(email);
    await inbox.prisma().session.updateMany({ where: { userId: id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await findSession(headers)).toBeNull();
  });
});
