import type { Database } from '../../../db/client';
import { deploymentLivemode } from '../../../kit/env';
import type { AlertRule } from './alert-rule';

/** How many of the last arrivals tell what is usual, how much longer is unusual, and what is never too long. */
const ARRIVALS = 1_000;
const FEWEST = 50;
const TIMES = 3;
const LEAST_SECONDS = 15 * 60;

type Row = { arrivals: number; longest: number | null; silent: number | null };

/** Stripe stopped delivering: the endpoint is disabled or wrong, or something in front of the app holds it back. */
export const unusualSilence: AlertRule = {
  name: 'silence',
  title: 'Nothing arrives',
  async look(prisma) {
    const { arrivals, longest, silent } = await readGaps(prisma);
    if (arrivals < FEWEST || longest === null || silent === null) return null;
    const limit = Math.max(LEAST_SECONDS, longest * TIMES);
    if (silent <= limit) return null;
    return `No event has arrived for ${words(silent)}; the longest gap between the last ${arrivals} was ${words(longest)}. Look whether Stripe still delivers: npm run doctor`;
  },
};

/**
 * The longest gap of the last arrivals by delivery, and how long the present one is, in seconds. What a sweep fetched
 * did not arrive: it goes on while Stripe is silent. A probe for each of the other sources keeps to an index.
 */
async function readGaps(prisma: Database): Promise<Row> {
  const [row] = await prisma.$queryRaw<Row[]>`
    with recent as (
      select e.received_at from unnest(array['webhook', 'simulator']::hookwell.event_source[]) as s(source), lateral (
        select received_at from hookwell.webhook_events where livemode = ${deploymentLivemode()} and source = s.source
        order by received_at desc, id desc limit ${ARRIVALS}
      ) e order by e.received_at desc limit ${ARRIVALS}
    ), gaps as (
      select received_at, extract(epoch from received_at - lag(received_at) over (order by received_at)) as gap from recent
    )
    select count(*)::int as arrivals, max(gap)::float8 as longest,
      extract(epoch from now() - max(received_at))::float8 as silent from gaps`;
  return row ?? { arrivals: 0, longest: null, silent: null };
}

function words(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3_600)} hours`;
}
