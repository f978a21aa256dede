import { connect } from '../lib/db/client';
import { generateClient } from '../lib/db/generate-client';
import { runCommand } from './support/cli';
import { openDatabase } from './support/open-database';

const usage = `
Usage: npm run check:money [-- --json]

Checks that the money adds up: paid but not fulfilled, fulfilled but not paid, refunded more than paid, two orders for one
payment, an effect without its order, an order fulfilled twice, refunds that differ from their charge. What it finds is kept,
and the workers look every five minutes, too. Exit code 1 when there is anything to look at.

  --json  the findings as a JSON array
`;

await runCommand({ usage, options: { json: { type: 'boolean' } } }, async ({ values }) => {
  await generateClient();
  const { checkMoney } = await import('../lib/upkeep/invariants/check-money');
  const database = await openDatabase();
  try {
    const connections = connect(database.url, { max: 2, name: 'check-money' });
    try {
      const findings = await checkMoney(connections.prisma);
      if (values.json) console.log(JSON.stringify(findings, null, 2));
      else
        console.log(
          findings.length > 0 ? findings.map(inWords).join('\n\n') : 'The money adds up: nothing to look at.',
        );
      if (findings.length > 0) process.exitCode = 1;
    } finally {
      await connections.close();
    }
  } finally {
    await database.release();
  }
});

function inWords({ rule, message, eventIds }: { rule: string; message: string; eventIds: string[] }): string {
  const events = eventIds.length > 0 ? `\n  events: ${eventIds.join(', ')}` : '';
  return `${message}\n  rule: ${rule}${events}`;
}
