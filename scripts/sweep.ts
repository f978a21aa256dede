import { setTimeout as delay } from 'node:timers/promises';
import { generateClient } from '../lib/db/generate-client';
import { deploymentLivemode } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { askForAPerson } from '../lib/stripe/ask-stripe';
import { requireSecretKey } from '../lib/upkeep/sweep/require-secret-key';
import { HORIZON_MS, parseSince } from '../lib/upkeep/sweep/window';
import { runCommand } from './support/cli';
import { openDatabase } from './support/open-database';
import { inLines, lookInWords, sweepInWords } from './support/sweep-report';

const usage = `
Usage: npm run sweep -- [--since 30d] [--account acct_…] [--dry-run | --undelivered] [--json]

Compares the inbox with Stripe's list of events, and stores what never arrived for the workers to apply. Without --since it
goes on where the last sweep ended; the workers do that every five minutes. An unfinished sweep is taken up first.

  --since 30d      from when on: 30d, 12h, 90m, or a date. Stripe lists the last 30 days
  --account acct_… only this connected account; otherwise your own and those that events came from
  --dry-run        names what is missing of the last 30 days, or since --since; stores nothing
  --undelivered    lists what Stripe could not deliver to every endpoint, and whether it is here; the same times, stores nothing
  --json           the result as JSON

Exit code 1 when Stripe could not be asked.
`;

const options = {
  since: { type: 'string' },
  account: { type: 'string' },
  'dry-run': { type: 'boolean' },
  undelivered: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

await runCommand({ usage, options }, async ({ values }) => {
  const since = values.since === undefined ? undefined : sinceOf(values.since);
  if (values.account !== undefined && !/^acct_\w+$/.test(values.account))
    throw new KnownError(`--account takes a connected account's id, acct_…, not ${values.account}`);
  requireSecretKey();
  // The registry imports the handlers, and they import Prisma's client.
  await generateClient();
  const { connect } = await import('../lib/db/client');
  const { listAccounts } = await import('../lib/upkeep/sweep/list-accounts');
  const { lookAt } = await import('../lib/upkeep/sweep/look-at');
  const { sweep } = await import('../lib/upkeep/sweep/sweep');
  const asking = { ask: askForAPerson, pause: (ms: number) => sayAndWait(ms, values.json === true) };
  const database = await openDatabase();
  try {
    const { pool, close } = connect(database.url, { max: 2, name: 'sweep' });
    try {
      if (values['dry-run'] || values.undelivered) {
        const accounts = values.account ? [values.account] : await listAccounts(pool, deploymentLivemode());
        const undelivered = values.undelivered === true;
        const from = since ?? new Date(Date.now() - HORIZON_MS);
        const looks = [];
        for (const account of accounts) looks.push(await lookAt(pool, asking, account, { since: from, undelivered }));
        console.log(values.json ? inLines(looks) : lookInWords(looks, undelivered));
        return;
      }
      const ask = {
        trigger: 'command' as const,
        ...(since && { since }),
        ...(values.account && { account: values.account }),
      };
      const swept = await sweep(pool, asking, ask);
      console.log(values.json ? inLines(swept) : sweepInWords(swept));
      if (swept.some(({ error }) => error)) process.exitCode = 1;
    } finally {
      await close();
    }
  } finally {
    await database.release();
  }
});

function sinceOf(text: string): Date {
  const since = parseSince(text);
  if (!since) throw new KnownError(`--since takes 30d, 12h, 90m or a date like 2026-11-01, not ${text}`);
  if (Date.now() - since.getTime() > HORIZON_MS + 60_000)
    console.error('Stripe lists the events of the last 30 days only: the sweep begins there.');
  return since;
}

async function sayAndWait(ms: number, quiet: boolean): Promise<void> {
  if (!quiet) console.error(`Stripe asks for a pause: ${(ms / 1000).toFixed(1)} s`);
  await delay(ms);
}
