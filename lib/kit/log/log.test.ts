import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { testEnv } from '../../../harness/processes';

// Each starts a process, which compiles itself.
vi.setConfig({ testTimeout: 60_000 });

const tsx = import.meta.resolve('tsx');

/** What a process of production writes that runs this code, with the log and what the rules know imported. */
function written(code: string, NODE_ENV = 'production'): string {
  const { status, stdout, stderr } = runProgram(code, NODE_ENV);
  expect(status, stderr).toBe(0);
  return stdout;
}

function runProgram(code: string, NODE_ENV = 'production') {
  const at = (file: string) => JSON.stringify(resolve('lib', file));
  const program = `
    import { log, inWords } from ${at('kit/log/log.ts')};
    import { logConsole } from ${at('kit/log/guard-console.ts')};
    import { markPersonal, withReason } from ${at('kit/log/reason.ts')};
    import { KnownError } from ${at('kit/known-error.ts')};
    ${code}`;
  return spawnSync(process.execPath, ['--import', tsx, '--input-type=module', '--eval', program], {
    encoding: 'utf8',
    env: testEnv({ NODE_ENV, LOG_LEVEL: 'trace' }),
  });
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string; level: number });

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/;
const EVIL = String.raw`\u0000\u0007\u001b[31m\r\n\u007f\u0085\u009b31m\u2028\u2029\u202e\u2066\ud800x`;

it('writes no raw control character, whoever sends it and however it gets there', () => {
  const text = written(`
    const evil = "${EVIL}";
    logConsole();
    log().info({ field: evil, [evil]: 1 }, evil);
    log().error({ err: Object.assign(new Error(evil), { code: evil, cause: new Error(evil) }) }, 'failed: ' + evil);
    console.error('Next says', evil, new Error(evil));
    console.log(evil);`);
  expect(text).not.toMatch(RAW);
  expect(lines(text)).toHaveLength(4);
  expect(lines(text)[0]?.msg).toContain('\u001b[31m');
});

it('writes what a command prints, also as NDJSON, without such characters and the same to a program', () => {
  const text = written(`
    const { guardConsole } = await import(${JSON.stringify(resolve('lib/kit/log/guard-console.ts'))});
    guardConsole();
    const evil = "${EVIL}".toWellFormed().replaceAll('\\ufffd', '');
    console.log(JSON.stringify({ evil }));
    console.log(evil.replaceAll('\\n', ''), new Error(evil.replaceAll('\\n', '')).message);`);
  expect(text).not.toMatch(RAW);
  expect(JSON.parse(text.split('\n')[0] as string).evil).toContain('\u001b[31m\r\n\u007f\u0085\u009b31m\u2028');
});

it('keeps a line of development one line, with the frames of a stack below it', () => {
  const text = written(
    `log().error({ err: new Error("${EVIL}\\n    at FAKE (x)") }, 'failed: ' + "${EVIL}");`,
    'development',
  );
  expect(text.replaceAll('\ufffd', '')).not.toMatch(RAW);
  expect(text.split('\n')[0]).toContain('failed: ');
  expect(text.split('\n').slice(1).join('\n')).not.toContain('FAKE');
});

it('names no customer: of an error it gives the reason', () => {
  const text = written(`
    logConsole();
    const name = 'Ann Canary <ann@canary.example>';
    const fail = (error, more = {}) => log().error({ err: Object.assign(error, more) }, 'It failed: ' + error.message);
    fail(new Error('duplicate key ' + name), { severity: 'ERROR', code: '23505', constraint: 'users_email_key', detail: name });
    fail(new Error('invalid input ' + name), { severity: 'ERROR', code: '22P02', where: name });
    fail(new Error('Raw query failed ' + name), { name: 'PrismaClientKnownRequestError', clientVersion: '7', code: 'P2010', meta: { name } });
    fail(new Error('550 no ' + name), { command: 'RCPT TO', responseCode: 550, response: name, rejected: [name] });
    fail(new Error('No such customer ' + name), { rawType: 'invalid_request_error', code: 'resource_missing', requestId: 'req_1' });
    const thrown = new Error('Sold out for ' + name, { cause: new SyntaxError(name) });
    markPersonal(thrown);
    fail(thrown);
    const nested = new Error('The mail failed', { cause: new Error('no such user ' + name) });
    markPersonal(nested);
    fail(nested);
    fail(Object.assign(new Error(name + 'x'.repeat(30_000)), { clientVersion: '7' }));
    const cut = Object.assign(new Error(name + 'y'.repeat(30_000)), { clientVersion: '7' });
    log().error({ err: cut }, 'evt_1 failed: ' + cut.message.slice(0, 20_000) + ' (next try)');
    log().error(new SyntaxError(name));
    console.error('A page failed:', Object.assign(new Error(name), { clientVersion: '7' }), { name });
    log().info(inWords('Customer ' + name + ' was created', 'customer.created evt_1 processed'));`);
  expect(text).not.toMatch(/canary/i);
  expect(lines(text).map(({ msg }) => msg)).toEqual([
    'It failed: Error 23505 users_email_key',
    'It failed: Error 22P02',
    'It failed: PrismaClientKnownRequestError P2010',
    'It failed: Error 550',
    'It failed: Error resource_missing req_1',
    'It failed: Error',
    'It failed: Error',
    'It failed: Error',
    'evt_1 failed: Error (next try)',
    'SyntaxError',
    'A page failed: Error',
    'customer.created evt_1 processed',
  ]);
});

it.each([
  ['an error', "setImmediate(() => { throw Object.assign(new Error('no Ann Canary'), { clientVersion: '7' }); });"],
  ['a promise', "void Promise.reject(Object.assign(new Error('no Ann Canary'), { clientVersion: '7' }));"],
])('ends a process by %s that nobody caught as Node does, and names no customer either', (_, code) => {
  const { status, stdout, stderr } = runProgram(`logConsole(); ${code} setTimeout(() => {}, 60_000);`);
  expect(status).toBe(1);
  expect(lines(stdout).map(({ msg }) => msg)).toEqual(['Nobody caught it: Error']);
  expect(stderr).not.toMatch(/canary/i);
});

it('says what an operator needs: of the database, the network and what we wrote ourselves', () => {
  const text = written(`
    const fail = (error, more = {}) => log().error({ err: Object.assign(error, more) }, 'It failed: ' + error.message);
    fail(new Error('could not extend file: No space left on device'), { severity: 'ERROR', code: '53100' });
    fail(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED', syscall: 'connect' });
    fail(new Error('Connection terminated unexpectedly'));
    fail(new KnownError('Set STRIPE_SECRET_KEY'));
    fail(withReason(new Error('550 ann@canary.example'), 'the mail server refuses it (550 to RCPT TO)'));`);
  expect(lines(text).map(({ msg }) => msg)).toEqual([
    'It failed: could not extend file: No space left on device',
    'It failed: connect ECONNREFUSED 127.0.0.1:1',
    'It failed: Connection terminated unexpectedly',
    'It failed: Set STRIPE_SECRET_KEY',
    'It failed: the mail server refuses it (550 to RCPT TO)',
  ]);
});
