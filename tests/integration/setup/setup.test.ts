import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { doctorReport, forgetDoctorReport } from '@/lib/ops/setup/doctor-report';
import { readSetup } from '@/lib/ops/setup/read-setup';
import { sendTestEvents, TEST_STORIES } from '@/lib/ops/setup/send-test-events';
import { readLocalSecrets, saveLocalSecret } from '@/lib/stripe/local-secrets';
import { startDoor } from '../../../harness/door';
import { settled, useInbox, useWorker } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox({ STRIPE_WEBHOOK_SECRET: '' });
useWorker(inbox);
let door: Awaited<ReturnType<typeof startDoor>>;

beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.stop());

const read = () => readSetup(connections().pool, inbox.prisma());

describe('The set-up', () => {
  it('knows an empty installation', async () => {
    expect(await read()).toMatchObject({
      health: { database: 'ok', migrations: { pending: [] } },
      secrets: { configured: [], local: [] },
      registered: 'local',
      verified: null,
      fulfilled: null,
      sweep: null,
      hasKey: false,
      needsKey: false,
      mail: 'kept',
    });
  });

  it.each(TEST_STORIES)('sends “%s” to the door, which takes every event of it', async (story) => {
    const ids = await sendTestEvents(story, `${door.url}/api/webhook`);
    const stored = await inbox.prisma().webhookEvent.findMany({ where: { id: { in: ids } } });
    expect(stored).toHaveLength(ids.length);
    expect(new Set(stored.map(({ source }) => source))).toEqual(new Set(['simulator']));
  });

  it('ticks off what they did', async () => {
    await settled(inbox.prisma());
    expect(await read()).toMatchObject({
      secrets: { local: ['simulator'] },
      verified: { simulated: true, secretLabel: 'simulator' },
      fulfilled: { orderId: expect.stringMatching(/^ord_/) },
    });
  });

  it('misses a key once Stripe tells of an invoice, and not for what the simulator tells', async () => {
    expect(await inbox.prisma().webhookEvent.count({ where: { type: 'invoice.paid' } })).toBeGreaterThan(0);
    expect((await read()).needsKey).toBe(false);
    await storeEvents([buildEvent('invoice.finalized')]);
    expect((await read()).needsKey).toBe(true);
  });

  it('knows a running CLI by its secret', async () => {
    saveLocalSecret('cli', 'whsec_cli');
    expect((await read()).secrets.local).toContain('cli');
    saveLocalSecret('cli', null);
    expect(readLocalSecrets().map(({ label }) => label)).not.toContain('cli');
  });

  it('says that nothing answers', async () => {
    await expect(sendTestEvents('purchase', 'http://127.0.0.1:1/api/webhook')).rejects.toThrow(/cannot be reached/);
  });

  it('sends nothing in production', async () => {
    const before = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'production' });
    resetEnv();
    try {
      await expect(sendTestEvents('purchase', `${door.url}/api/webhook`)).rejects.toThrow(/Production refuses/);
    } finally {
      Object.assign(process.env, { NODE_ENV: before });
      resetEnv();
    }
  });
});

it('the doctor is asked once for many looks, and again when it is told to', async () => {
  const first = await doctorReport();
  expect(first.groups.map(({ group }) => group)).toContain('database');
  expect(await doctorReport()).toBe(first);
  forgetDoctorReport();
  expect(await doctorReport()).not.toBe(first);
});
