import { describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { listHealed, sweepSummary } from '@/lib/upkeep/sweep/queries';
import { delivery } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';
import { daysAgo, makeEvents, useStripe } from '../../../harness/sweep';

const inbox = useInbox();
const at = useStripe();

describe('The summary of the sweep', () => {
  it('is nothing before the first one, then says how many Stripe has and that none is missing', async () => {
    expect(await sweepSummary(inbox.prisma(), false)).toBeNull();
    const events = makeEvents(120, 'summary');
    at.happen(events);
    await storeEvents(events);
    const since = daysAgo(3);
    await at.sweep({ since });
    expect(await sweepSummary(inbox.prisma(), false)).toMatchObject({
      since: new Date(Math.floor(since.getTime() / 1000) * 1000),
      checked: 120,
      never: 0,
      lastHealed: [],
      error: null,
      overdue: false,
    });
    expect(await sweepSummary(inbox.prisma(), true)).toBeNull();
  });

  it('counts each event once, however often windows overlap', async () => {
    const first = makeEvents(30, 'once', { secondsAgo: 600 });
    at.happen(first);
    await at.sweep({ since: daysAgo(1) });
    await at.sweep();
    at.happen(makeEvents(5, 'late', { secondsAgo: 300 }));
    await at.sweep();
    await at.sweep({ since: daysAgo(2) });
    expect(await sweepSummary(inbox.prisma(), false)).toMatchObject({ checked: 35, never: 35 });
  });

  it('names what never arrived, until it does', async () => {
    const events = makeEvents(10, 'named', { secondsAgo: 60 });
    at.happen(events);
    await storeEvents(events.slice(2));
    await at.sweep({ since: daysAgo(1) });
    const summary = await sweepSummary(inbox.prisma(), false);
    expect(summary).toMatchObject({ checked: 10, never: 2 });
    expect(new Set(summary?.lastHealed.map(({ id }) => id))).toEqual(new Set(events.slice(0, 2).map(({ id }) => id)));

    await POST(delivery(printEvent(events[0] as never)));
    expect(await sweepSummary(inbox.prisma(), false)).toMatchObject({ checked: 10, never: 1 });
    const healed = await listHealed(inbox.prisma(), false, { never: false, limit: 10 });
    expect(healed.find(({ id }) => id === events[0]?.id)).toMatchObject({ arrived: true });
  });

  it('says what keeps it from asking, and becomes a finding before Stripe forgets', async () => {
    at.stripe().hooks.intercept = () => ({ status: 403 });
    await at.sweep();
    expect((await sweepSummary(inbox.prisma(), false))?.error).toContain('403');
    await inbox.prisma().sweepState.updateMany({ data: { since: daysAgo(40), until: daysAgo(26) } });
    expect((await sweepSummary(inbox.prisma(), false))?.overdue).toBe(true);
    const found = await checkMoney(inbox.prisma());
    expect(found).toMatchObject([{ rule: 'sweep_overdue', objectId: 'own account (test)' }]);

    at.stripe().hooks.intercept = () => undefined;
    await at.sweep();
    await at.sweep();
    expect(await checkMoney(inbox.prisma())).toEqual([]);
    expect(await sweepSummary(inbox.prisma(), false)).toMatchObject({ error: null, overdue: false });
  });

  it('says which time nobody compared when Stripe has forgotten it', async () => {
    await at.sweep();
    await inbox.prisma().sweepState.updateMany({ data: { since: daysAgo(50), until: daysAgo(40), checked: 7 } });
    const [own] = await at.sweep();
    expect(own?.windows[0]?.gap?.from.getTime()).toBeCloseTo(daysAgo(40).getTime(), -5);
    const summary = await sweepSummary(inbox.prisma(), false);
    expect(summary?.checked).toBe(0);
    expect(summary?.since.getTime()).toBeGreaterThan(daysAgo(31).getTime());
  });
});
