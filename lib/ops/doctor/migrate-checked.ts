import { setTimeout as pause } from 'node:timers/promises';
import { migrateDatabase } from '../../db/migrate';
import { unreachable } from '../../db/migration-error';
import { isUsedUp } from '../../db/patient-pool';
import { withConnection } from '../../db/with-connection';
import type { AcquiredDatabase } from '../../dev/postgres/acquire-database';
import { KnownError } from '../../kit/known-error';
import { checkPooler } from './check-pooler';
import type { DatabaseCheck } from './database/check';
import { lookAtDatabase } from './database/checks';
import type { Finding } from './finding';
import { judgeDatabaseError } from './judge-database-error';
import { printFinding } from './print-report';

/** Thrown where Hookwell cannot work with the database: the doctor's findings, each with its code and what to do. */
class UnfitDatabaseError extends KnownError {
  constructor(findings: Finding[]) {
    super(
      [
        'Hookwell can’t work with this database:',
        ...findings.map((finding) => printFinding(finding, false)),
        'docs/doctor.md explains each finding by its name in brackets.',
      ].join('\n'),
    );
  }
}

type Options = Pick<AcquiredDatabase, 'url' | 'directUrl'> & {
  serverless?: boolean;
  /** What is no reason to stop. */
  warn(finding: Finding): void;
};

/**
 * Brings the database up to date, as {@link migrateDatabase} does, between the doctor's checks: before it what would make
 * the migrations fail, and after it what would keep events from being stored or applied. Throws
 * {@link UnfitDatabaseError} for what is fatal.
 */
export async function migrateChecked({ url, directUrl, warn, serverless = false }: Options) {
  const look = async (at: string, moments: DatabaseCheck['when'][]) => {
    const options = { url, directUrl, serverless };
    tell(await ask(at, () => withConnection(at, 'check', (client) => lookAtDatabase(client, options, moments))), warn);
  };
  await look(directUrl, ['before']);
  tell(fatalOnes(await ask(url, () => checkPooler({ url, directUrl }))), warn);
  const migrated = await migrateDatabase(directUrl).catch(async (problem: unknown) => {
    // What broke meanwhile, a disk that is full by now, is told in its own words.
    await look(directUrl, ['before']);
    throw problem;
  });
  await look(url, ['after']);
  return migrated;
}

function tell(findings: Finding[], warn: Options['warn']): void {
  const fatal = findings.filter((finding) => finding.fatal);
  if (fatal.length > 0) throw new UnfitDatabaseError(fatal);
  for (const finding of findings) if (finding.severity !== 'ok') warn(finding);
}

/** A pooler that is in the way of migrations and LISTEN. */
const fatalOnes = (findings: Finding[]): Finding[] =>
  findings.map((finding) => (finding.severity === 'error' ? { ...finding, fatal: true } : finding));

/** How long a start waits for a connection: the version before it gives some up meanwhile. */
const PATIENCE_MS = 30_000;

/** A server that does not answer may do so in a moment: that is no finding about the database. */
async function ask(url: string, look: () => Promise<Finding[]>, until = Date.now() + PATIENCE_MS): Promise<Finding[]> {
  try {
    return await look();
  } catch (problem) {
    if (isUsedUp(problem) && Date.now() < until) {
      await pause(200);
      return ask(url, look, until);
    }
    const finding = judgeDatabaseError(url, problem as Error);
    if (finding.code === 'database_unreachable') throw unreachable(url, problem as Error);
    throw new UnfitDatabaseError([finding]);
  }
}
