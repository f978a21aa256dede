import { generateClient } from '../lib/db/generate-client';
import { acquireDatabase } from '../lib/dev/postgres/acquire-database';
import { wantsColour } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { GROUPS, type Group } from '../lib/ops/doctor/finding';
import { hasErrors, printReport } from '../lib/ops/doctor/print-report';
import { webhookUrl } from '../lib/ops/doctor/webhook-url';
import { runCommand } from './support/cli';
import { nameDatabase, noDatabase } from './support/open-database';

const usage = `
Usage: npm run doctor [-- options]

Looks for what keeps events from arriving and being applied, and says what to do about each: the configuration, the way to
the public URL (a signed probe that is no event and is not stored), what Stripe has registered, the database, the worker.
Changes nothing, shows no secret. Exit code 1 when there is an error, 0 with warnings only. docs/doctor.md lists all findings.

  --url URL    the webhook's public URL, instead of APP_URL's: https://shop.example.com
  --only LIST  only these, separated by commas: ${GROUPS.join(', ')}
  --json       the findings as JSON
`;

const options = { url: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean' } } as const;

await runCommand({ usage, options }, async ({ values }) => {
  const only = values.only?.split(',').map((name) => groupOf(name.trim()));
  const url = values.url === undefined ? undefined : webhookUrl(values.url);
  // The registry imports the handlers, and they import Prisma's client.
  await generateClient();
  const { runDoctor } = await import('../lib/ops/doctor/run-doctor');
  const reports = await runDoctor({ url, only, acquire });
  console.log(
    values.json
      ? JSON.stringify({ ok: !hasErrors(reports), groups: reports }, null, 2)
      : printReport(reports, wantsColour()),
  );
  if (hasErrors(reports)) process.exitCode = 1;
});

async function acquire() {
  const database = await acquireDatabase();
  if (!database) return { none: noDatabase() };
  for (const line of nameDatabase(database)) console.error(line);
  return database;
}

function groupOf(name: string): Group {
  const group = GROUPS.find((each) => each === name);
  if (group) return group;
  throw new KnownError(`--only takes ${GROUPS.join(', ')}, not ${name}`);
}
