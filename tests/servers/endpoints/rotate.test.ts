import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { deliver, newSecret, testSecret } from '../../../harness/deliveries';
import { startDoor } from '../../../harness/door';
import { useInbox } from '../../../harness/inbox';
import { useStripeAccount } from '../../../harness/stripe-account';

const inbox = useInbox();
const account = useStripeAccount();
let door: Awaited<ReturnType<typeof startDoor>>;
let old: Stripe.WebhookEndpoint;

beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.stop());
beforeEach(async () => {
  old = await account.sdk().webhookEndpoints.create({
    url: `${door.url}/api/webhook`,
    enabled_events: ['*'],
    api_version: '2024-06-20',
    metadata: { hookwell: 'account' },
  });
});
afterEach(async () => {
  await account.removeEndpoints();
  restartApp(testSecret);
});

/** The app and the machine of the command get a new STRIPE_WEBHOOK_SECRET. */
function restartApp(secrets: string): void {
  process.env.STRIPE_WEBHOOK_SECRET = secrets;
  resetEnv();
}

const rotate = (args: string[] = [], secrets = process.env.STRIPE_WEBHOOK_SECRET) =>
  account.run('endpoint', ['rotate', ...args], { STRIPE_WEBHOOK_SECRET: secrets, DATABASE_URL: inbox.url() });

const states = async () => Object.fromEntries((await account.endpoints()).map(({ id, status }) => [id, status]));

/** The entry that step 1 tells to add. */
const entryIn = (output: string) => /,(we_\w+:whsec_\w+:test)$/m.exec(output)?.[1] as string;

describe('rotate', () => {
  test('leads from the old endpoint to the new one, a run a step, and each event is stored throughout', async () => {
    const first = await rotate();
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('Step 1 of 4') });
    const entry = entryIn(first.output);
    const [id, secret] = entry.split(':') as [string, string];
    expect(await states()).toEqual({ [old.id]: 'enabled', [id]: 'disabled' });
    expect(await account.sdk().webhookEndpoints.retrieve(id)).toMatchObject({
      url: old.url,
      api_version: Stripe.API_VERSION,
      metadata: { hookwell: 'account', hookwell_replaces: old.id },
    });

    // On another machine, or before the app was restarted: nothing moves.
    expect(await rotate()).toMatchObject({ code: 1, output: expect.stringContaining('does not know the secret') });
    const early = await rotate([], `${testSecret},${entry}`);
    expect(early).toMatchObject({ code: 1, output: expect.stringContaining('did not prove that it knows the new') });
    expect(await states()).toEqual({ [old.id]: 'enabled', [id]: 'disabled' });

    restartApp(`${testSecret},${entry}`);
    const second = await rotate();
    expect(second.output).toMatch(/Step 2 of 4: the app accepts[\s\S]*Step 3 of 4: no event has come by/);
    expect(second.code).toBe(0);
    expect(await states()).toEqual({ [old.id]: 'enabled', [id]: 'enabled' });

    // Stripe brings each event by both.
    const event = buildEvent('customer.created');
    expect(await deliver(door.url, event, { secret })).toMatchObject({ status: 200 });
    expect(await deliver(door.url, event)).toMatchObject({ status: 200, json: { duplicate: true } });

    expect(await rotate()).toMatchObject({ code: 1, output: expect.stringContaining('add --yes') });
    const third = await rotate(['--yes']);
    expect(third.output).toMatch(/of 1 events since, 1 came by[\s\S]*is off[\s\S]*Step 4 of 4/);
    expect(await states()).toEqual({ [old.id]: 'disabled', [id]: 'enabled' });

    // The app lost the new secret: the old endpoint must not go.
    restartApp(testSecret);
    expect(await rotate(['--yes'], `${testSecret},${entry}`)).toMatchObject({
      code: 1,
      output: expect.stringContaining('so the old endpoint stays'),
    });
    restartApp(entry);
    expect((await rotate(['--yes'])).output).toContain('The rotation is complete');
    expect(await states()).toEqual({ [id]: 'enabled' });
    expect((await account.endpoints())[0]?.metadata).toEqual({ hookwell: 'account' });
  });

  test('--no-events goes on with the probe alone', async () => {
    const entry = entryIn((await rotate()).output);
    restartApp(`${testSecret},${entry}`);
    expect(await rotate(['--no-events', '--yes'])).toMatchObject({ code: 0 });
    expect(await states()).toMatchObject({ [old.id]: 'disabled' });
  });

  test('--abandon takes it back, also when the old endpoint was off already', async () => {
    expect((await rotate(['--abandon', '--yes'])).output).toContain('nothing to abandon');
    const entry = entryIn((await rotate()).output);
    restartApp(`${testSecret},${entry}`);
    await rotate(['--no-events', '--yes']);
    expect((await rotate(['--abandon', '--yes'])).output).toContain(`${old.id} is on`);
    expect(await states()).toEqual({ [old.id]: 'enabled' });
  });

  test('finishes when somebody deleted the old endpoint in between', async () => {
    const entry = entryIn((await rotate()).output);
    restartApp(`${testSecret},${entry}`);
    await rotate(['--no-events', '--yes']);
    await account.sdk().webhookEndpoints.del(old.id);
    expect((await rotate()).output).toContain('The rotation is complete');
  });

  test('asks which, when there are several', async () => {
    const other = await account.sdk().webhookEndpoints.create({
      url: 'https://b.example.com/api/webhook',
      enabled_events: ['*'],
      metadata: { hookwell: 'connect' },
    });
    const { code, output } = await rotate();
    expect(code).toBe(1);
    expect(output).toContain(`npm run endpoint -- rotate ${other.id}   (https://b.example.com/api/webhook)`);
    expect((await rotate([old.id])).code).toBe(0);
    expect(await rotate(['we_none'])).toMatchObject({ code: 1, output: expect.stringContaining('we_none') });
  });

  test('keeps the secret of an endpoint to itself once it was shown', async () => {
    const secret = newSecret();
    restartApp(`${testSecret},other:${secret}`);
    await rotate();
    expect((await rotate()).output).not.toMatch(/whsec_[0-9a-f]/);
  });
});
