import { findModesInUse } from '@/lib/dashboard/events/queries';
import { readAttention } from '@/lib/dashboard/overview/attention';
import { lastDays } from '@/lib/dashboard/overview/days';
import { eventVolume } from '@/lib/dashboard/overview/event-volume';
import { lagReport } from '@/lib/dashboard/overview/lag';
import { moneyByDay } from '@/lib/dashboard/overview/money-by-day';
import { bucketsOf, moneyDays, type Range } from '@/lib/dashboard/overview/range';
import type { Database } from '@/lib/db/client';
import { readSetting } from '@/lib/people/settings/read-setting';
import { reportTimeZone } from '@/lib/people/settings/report-time-zone';

export type Overview = NonNullable<Awaited<ReturnType<typeof loadOverview>>>;

/** Everything that the overview shows of one mode and range. Null: this installation has no event at all. */
export async function loadOverview(prisma: Database, { livemode, range }: { livemode: boolean; range: Range }) {
  const now = new Date();
  const [inUse, zone] = await Promise.all([findModesInUse(prisma), readSetting(prisma, reportTimeZone)]);
  if (!inUse.live && !inUse.test) return null;
  const buckets = bucketsOf(range, zone, now);
  const days = lastDays(zone, moneyDays(range), now);
  const [attention, volume, lag, money] = await Promise.all([
    readAttention(prisma, livemode),
    eventVolume(prisma, { livemode, bounds: buckets.bounds }),
    lagReport(prisma, { livemode, bounds: buckets.bounds }),
    moneyByDay(prisma, { livemode, days }),
  ]);
  return { zone, buckets, days, attention, volume, lag, money };
}
