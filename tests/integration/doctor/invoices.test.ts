import { beforeEach, expect, test } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { checkInvoices } from '@/lib/ops/doctor/check-invoices';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();

async function check({ hasKey = false, livemode = false } = {}): Promise<string[]> {
  const findings = await checkInvoices(inbox.url(), { hasKey, livemode });
  for (const { message, fix } of findings) {
    expect(message).toContain('STRIPE_SECRET_KEY');
    expect(fix).toContain('FULFILL_LINK_WAIT_SECONDS (60)');
  }
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

const cameBy = (source: 'webhook' | 'sweep' | 'simulator') =>
  inbox.prisma().webhookEvent.updateMany({ data: { source } });

beforeEach(async () => {
  await inbox.prisma().$executeRaw`truncate hookwell.webhook_events cascade`;
});

test('payments without invoices need no key', async () => {
  await storeEvents([buildEvent('payment_intent.succeeded'), buildEvent('checkout.session.completed')]);
  await cameBy('webhook');
  expect(await check()).toEqual([]);
});

test.each(['invoice.paid', 'invoice.finalized', 'invoice_payment.paid'] as const)('%s needs one', async (type) => {
  await storeEvents([buildEvent(type)]);
  await cameBy('webhook');
  expect(await check()).toEqual(['error key_missing_for_subscriptions']);
  await cameBy('sweep');
  expect(await check()).toEqual(['error key_missing_for_subscriptions']);
});

test('with a key, in the other mode, and from the simulator, nothing is missing', async () => {
  await storeEvents([buildEvent('invoice.paid')]);
  await cameBy('webhook');
  expect(await check({ hasKey: true })).toEqual([]);
  expect(await check({ livemode: true })).toEqual([]);
  await cameBy('simulator');
  expect(await check()).toEqual([]);
});
