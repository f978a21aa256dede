import { expect, it } from 'vitest';
import { connect } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { runEffect } from '@/lib/worker/run-effect';
import { applyEvents, effectOf, firstTry } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();

it('an effect is done by a worker whose statements were prepared before a newer version migrated', async () => {
  const { pool, prisma, close } = connect(inbox.url(), { max: 1, name: 'worker', ownSessions: () => true });
  const fulfil = async () => {
    const event = buildEvent('payment_intent.succeeded');
    await applyEvents([event]);
    await runEffect(prisma, (await effectOf(event, 'fulfil')).key, firstTry);
    return (await effectOf(event, 'fulfil')).status;
  };
  expect(await fulfil()).toBe('done');
  for (const table of ['orders', 'effects']) await pool.query(`alter table hookwell.${table} add column newer text`);
  await pool.query(`do 'begin execute pg_get_functiondef($$hookwell.begin_effect(text)$$::regprocedure); end'`);
  expect(await fulfil()).toBe('done');
  await close();
});
