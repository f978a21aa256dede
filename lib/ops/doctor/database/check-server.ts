import { type Finding, fatal, ok } from '../finding';
import type { Looked } from './check';

/** The oldest PostgreSQL that the tests run on. */
const OLDEST = 15;

/** New enough, able to hold every character, and able to write. */
export function checkServer({ server }: Looked): Finding[] {
  const { version, number, encoding, standby, readOnly } = server;
  const findings: Finding[] = [];
  if (number < OLDEST * 10_000)
    findings.push(
      fatal(
        'database_too_old',
        `PostgreSQL ${version} is too old: Hookwell needs ${OLDEST} or newer`,
        'Upgrade the server: https://www.postgresql.org/docs/current/upgrading.html',
      ),
    );
  if (encoding !== 'UTF8')
    findings.push(
      fatal(
        'database_encoding',
        `The database's encoding is ${encoding}: events with characters outside of it can't be stored`,
        "Create another one: create database hookwell encoding 'UTF8' template template0, and point DATABASE_URL at it.",
      ),
    );
  if (standby)
    findings.push(
      fatal(
        'database_read_only',
        'The server is a standby: it takes no writes',
        'Point DATABASE_URL at the primary server.',
      ),
    );
  else if (readOnly)
    findings.push(
      fatal(
        'database_read_only',
        'default_transaction_read_only is on: the database takes no writes',
        'Reset it where it is set: alter role … reset default_transaction_read_only, alter database … reset default_transaction_read_only, or the server’s configuration. Some hosts set it when the disk is full.',
      ),
    );
  return findings.length > 0 ? findings : [ok('database', `PostgreSQL ${version}, ${encoding}`)];
}
