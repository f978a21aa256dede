import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';
import { withDatabase } from './support/with-database';

const usage = `
Usage: npm run erase -- (CUSTOMER | --email ADDRESS) [--account ACCOUNT] [--dry-run]

Removes what is personal of one customer (cus_…), or of a guest by their address, from payloads, projections, changes and
mails. Money, times, ids and the proof stay. It cannot be undone. What is killed half-way is finished by the worker.

  --email ADDRESS    a guest, who has no customer at Stripe
  --account ACCOUNT  the connected account (acct_…) whose customer it is
  --dry-run          says what would be found, and erases nothing
`;

const options = {
  email: { type: 'string' },
  account: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

await runCommand({ usage, options, words: 1 }, async ({ values, words: [id] }) => {
  const { readSubject } = await import('../lib/privacy/erasure/read-subject');
  const text = values.email ?? id;
  if (!text || (values.email && id)) throw new KnownError(`Whom? Name a customer or an address.\n\n${usage.trim()}`);
  const subject = readSubject(text, values.account ?? null);
  if (!subject || (subject.kind === 'email') !== Boolean(values.email))
    throw new KnownError('This is neither a customer (cus_…, --account acct_…) nor an address behind --email.');
  await withDatabase('erase', async (db) => {
    const { previewErasure } = await import('../lib/privacy/erasure/preview-erasure');
    const found = await previewErasure(db, subject);
    console.log(
      `Found: ${found.events} events (${found.failed} failed), ${found.orders} orders, ${found.objects} objects, ${found.mails} mails.`,
    );
    if (found.customers.length > 0)
      console.log(`Customers with this address, to be erased by id: ${found.customers.join(', ')}`);
    if (values['dry-run']) return console.log('Nothing was erased: this was a dry run.');
    const { startErasure } = await import('../lib/privacy/erasure/start-erasure');
    const { runErasure } = await import('../lib/privacy/erasure/run-erasure');
    const erasure = await startErasure(db, subject, { id: null, name: 'npm run erase', role: 'admin' });
    if (!erasure) return console.log('Nothing is known of them.');
    await runErasure(db, erasure);
    const { counts } = await db.erasure.findUniqueOrThrow({ where: { id: erasure } });
    console.log(
      `Erased (${erasure}): ${Object.entries(counts as object)
        .map(([table, rows]) => `${table} ${rows}`)
        .join(', ')}`,
    );
  });
});
