import { expect, test } from 'vitest';
import { isDatabaseAway } from './is-database-away';

const coded = (message: string, more: object) => Object.assign(new Error(message), more);
/** As Prisma wraps what its adapter for pg says. */
const wrapped = (code: string, cause: object) =>
  coded('Invalid `prisma.$queryRaw()` invocation', {
    code,
    meta: { driverAdapterError: coded('', { name: 'DriverAdapterError', cause }) },
  });

test.each([
  ['no server', wrapped('P2010', { kind: 'DatabaseNotReachable' }), true],
  ['a connection that ended', wrapped('P2010', { kind: 'ConnectionClosed' }), true],
  ['no connection left', wrapped('P2010', { kind: 'TooManyConnections', originalCode: '53300' }), true],
  ['a server that shuts down', wrapped('P2010', { kind: 'postgres', originalCode: '57P01' }), true],
  ['Node’s own', new Error('fetch', { cause: coded('', { code: 'ECONNREFUSED' }) }), true],
  ['a driver without a code', new Error('timeout exceeded when trying to connect'), true],
  ['a broken rule', wrapped('P2010', { kind: 'postgres', originalCode: '23505' }), false],
  ['a value that looks like a code', coded('No order 08123 over 53300 (P1001)', { code: 'P2010' }), false],
  ['no error at all', 'ECONNREFUSED', false],
])('%s', (_, error, away) => {
  expect(isDatabaseAway(error)).toBe(away);
});
