import { withConnection } from '../../db/with-connection';
import { LOOKED_AT, listSecretUses, type SecretUse } from '../setup/secret-uses';
import { type Finding, ok, warn } from './finding';

/** What each signing secret is for, and what it signed lately. */
export async function checkSecretUses(url: string): Promise<Finding[]> {
  const uses = await withConnection(url, 'doctor', (client) =>
    listSecretUses(async (sql) => (await client.query(sql)).rows),
  );
  return uses.map(judge);
}

function judge({ label, scope, retired, isForAnyAccount, events, connected, last }: SecretUse): Finding {
  const signed = last
    ? `signed ${events} of the last ${LOOKED_AT.toLocaleString('en')} events, the last one at ${last.toISOString()}`
    : `signed none of the last ${LOOKED_AT.toLocaleString('en')} events`;
  if (isForAnyAccount && connected > 0 && !['cli', 'simulator'].includes(label))
    return warn(
      'secret_for_any_account',
      `The secret "${label}" ${signed}, ${connected} of them of connected accounts; nothing says that it may`,
      `If its endpoint listens to connected accounts, write :connect behind it in STRIPE_WEBHOOK_SECRET; the others are for your own account then.`,
    );
  return ok('secret_use', `The secret "${label}" (${retired ? 'retired' : scope}) ${signed}`);
}
