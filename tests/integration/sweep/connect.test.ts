import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';
import { daysAgo, makeEvents, useStripe } from '../../../harness/sweep';

const inbox = useInbox();
const at = useStripe();
const ONE = 'acct_1ConnectedOne';
const TWO = 'acct_1ConnectedTwo';

describe('The sweep of connected accounts', () => {
  it('asks for each account that events came from under its own header, and keeps whose events they are', async () => {
    const own = makeEvents(5, 'own');
    const one = makeEvents(150, 'one', { account: ONE });
    const two = makeEvents(5, 'two', { account: TWO });
    at.happen([...own, ...one, ...two]);
    await storeEvents([...own.slice(0, 1), ...one.slice(0, 1), ...two.slice(0, 1)]);

    const swept = await at.sweep();
    expect(swept.map(({ account, error }) => ({ account, error }))).toEqual(
      [null, ONE, TWO].map((account) => ({ account, error: null })),
    );
    const rows = await inbox
      .prisma()
      .webhookEvent.groupBy({ by: ['account'], _count: true, orderBy: { account: 'asc' } });
    expect(rows).toEqual([
      { account: ONE, _count: 150 },
      { account: TWO, _count: 5 },
      { account: null, _count: 5 },
    ]);
    expect(await inbox.prisma().sweepState.count()).toBe(3);
  });

  it('goes on with the others when an account has taken its access back', async () => {
    const one = makeEvents(2, 'gone', { account: ONE });
    const two = makeEvents(2, 'stays', { account: TWO });
    at.happen([...one, ...two]);
    await storeEvents([...one.slice(0, 1), ...two.slice(0, 1)]);
    at.stripe().hooks.intercept = ({ account }) => (account === ONE ? { status: 403 } : undefined);
    const swept = await at.sweep();
    expect(swept.map(({ account, error }) => [account, error !== null])).toEqual([
      [null, false],
      [ONE, true],
      [TWO, false],
    ]);
    expect(await inbox.prisma().webhookEvent.count({ where: { account: TWO } })).toBe(2);
  });

  it('leaves out accounts that only the simulator made up', async () => {
    await storeEvents([buildEvent('charge.succeeded', { account: ONE })]);
    await inbox.prisma().webhookEvent.updateMany({ data: { source: 'simulator' } });
    expect((await at.sweep({ since: daysAgo(1) })).map(({ account }) => account)).toEqual([null]);
  });
});
