import { expect, test } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { checkSecretUses } from '@/lib/ops/doctor/check-secret-uses';
import { delivery, newSecret } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';

const [shop, old, trial] = [newSecret(), newSecret(), newSecret()];
const inbox = useInbox({
  STRIPE_MODE: 'live',
  STRIPE_WEBHOOK_SECRET: `shop:${shop},old:${old}:retired,trial:${trial}:test`,
});

const check = async () =>
  (await checkSecretUses(inbox.url())).map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

test('shows what each secret is for and what it signed lately, and warns of one for any account', async () => {
  const none = 'signed none of the last 2,000 events';
  expect(await check()).toEqual([
    `ok secret_use: The secret "shop" (live, any account) ${none}`,
    `ok secret_use: The secret "old" (retired) ${none}`,
    `ok secret_use: The secret "trial" (test, any account) ${none}`,
  ]);
  for (const [claimed, secret] of [
    [{ livemode: true }, shop],
    [{ livemode: true, account: 'acct_1ConnectedShop' }, shop],
    [{}, trial],
  ] as const)
    expect((await POST(delivery(printEvent(buildEvent('payout.paid', claimed)), { secret }))).status).toBe(200);
  expect(await check()).toEqual([
    expect.stringMatching(
      /^warn secret_for_any_account: The secret "shop" signed 2 of the last 2,000 events, the last one at 20\S+Z, 1 of them of connected accounts/,
    ),
    `ok secret_use: The secret "old" (retired) ${none}`,
    expect.stringMatching(/^ok secret_use: The secret "trial" \(test, any account\) signed 1 of /),
  ]);
});
