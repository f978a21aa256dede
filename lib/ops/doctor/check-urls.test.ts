import { describe, expect, it } from 'vitest';
import { KnownError } from '../../kit/known-error';
import { checkUrls } from './check-urls';
import { judgeDatabaseError } from './judge-database-error';

const base = 'postgresql://me:hunter2@host/db';

describe('checkUrls', () => {
  it.each([
    ['', []],
    ['?sslmode=verify-full', []],
    ['?sslmode=disable', []],
    ['?sslmode=require', ['database_tls_unverified']],
    ['?sslmode=no-verify&schema=shop', ['database_url_ignored', 'database_tls_unverified']],
  ])('looks at %s', (query, codes) => {
    const findings = checkUrls({ DATABASE_URL: `${base}${query}`, DIRECT_DATABASE_URL: base });
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('is content with require where an authority is named', () => {
    expect(checkUrls({ DATABASE_URL: `${base}?sslmode=require`, DATABASE_CA: 'a certificate' })).toEqual([]);
  });
});

describe('judgeDatabaseError', () => {
  it.each([
    [base, new KnownError('sslrootcert= in the database’s URL names a file that cannot be read'), 'database_url'],
    [base, new Error('unsupported startup parameter: options'), 'database_options'],
    ['postgresql://me:hunter2@/db?host=/run/postgresql', new Error('gone'), 'database_unreachable'],
    ['postgresql://me:hunter2#/@[::1]/db', new Error('gone'), 'database_unreachable'],
  ])('of %s says %s', (url, problem, code) => {
    const finding = judgeDatabaseError(url, problem);
    expect(finding.code).toBe(code);
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });
});
