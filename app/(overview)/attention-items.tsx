import {
  CirclePause,
  CircleX,
  Gavel,
  HeartPulse,
  KeyRound,
  type LucideIcon,
  PackageX,
  RefreshCw,
  Scale,
  ShieldX,
  Unplug,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Time } from '@/app/_components/time';
import { type Mode, modeParam, recordHref } from '@/app/_lib/mode';
import { eventsHref, findingsHref, rejectedHref } from '@/app/_lib/search-params';
import { UNDECIDED } from '@/lib/dashboard/orders/list';
import type { Attention, DueDispute } from '@/lib/dashboard/overview/attention';
import { formatMoney } from '@/lib/kit/money/format-money';
import { findRule } from '@/lib/upkeep/invariants/registry';
import { disputesHref, effectsHref, ordersHref } from './links';
import { plural } from './words';

export type AttentionItem = {
  id: string;
  icon: LucideIcon;
  tone: 'bad' | 'warn';
  title: string;
  told: ReactNode;
  href: string;
};

/** What waits for a person, the most pressing first. */
export function listAttention(attention: Attention, mode: Mode): AttentionItem[] {
  return [
    ...listStandstill(attention),
    ...listDisputes(attention, mode),
    ...listHeld(attention, mode),
    ...listFailures(attention, mode),
    ...listFindings(attention),
    ...listMissing(attention, mode),
  ];
}

/** Nothing arrives or nothing is applied. */
function listStandstill({ silence, standstill, stripeSilence, failedJobs, noSecret }: Attention): AttentionItem[] {
  const items: AttentionItem[] = [];
  if (noSecret)
    items.push({
      id: 'secret',
      icon: KeyRound,
      tone: 'bad',
      title: 'No signing secret is configured',
      told: 'Every delivery is rejected: set STRIPE_WEBHOOK_SECRET.',
      href: '/setup',
    });
  if (silence !== null)
    items.push({
      id: 'worker',
      icon: HeartPulse,
      tone: 'bad',
      title: 'No worker is running',
      told:
        silence === 'never'
          ? 'Events are stored, but not applied.'
          : `The last sign of one was ${silence < 120 ? `${silence} s` : `${Math.round(silence / 60)} min`} ago. Events are stored, but not applied.`,
      href: '/setup',
    });
  if (standstill)
    items.push({
      id: 'standstill',
      icon: HeartPulse,
      tone: 'bad',
      title: 'Nothing is applied',
      told: `${standstill.told}. ${standstill.fix}`,
      href: '/setup',
    });
  if (stripeSilence)
    items.push({
      id: 'stripe',
      icon: Unplug,
      tone: 'bad',
      title: 'Stripe does not answer',
      told: `${stripeSilence.told}. ${stripeSilence.fix}`,
      href: eventsHref({ status: 'pending' }),
    });
  if (failedJobs)
    items.push({
      id: 'jobs',
      icon: HeartPulse,
      tone: 'warn',
      title: 'The worker’s own jobs fail',
      told: `${failedJobs}. The worker’s log has each with its stack.`,
      href: '/setup',
    });
  return items;
}

function listDisputes({ disputes: { soonest, count } }: Attention, mode: Mode): AttentionItem[] {
  const named = soonest.map(
    (dispute): AttentionItem => ({
      id: `dispute ${dispute.account ?? ''} ${dispute.id}`,
      icon: Gavel,
      tone: 'bad',
      title: `Dispute over ${formatMoney(dispute.amount, dispute.currency)}`,
      told: <Deadline dispute={dispute} />,
      href: recordHref(`/disputes/${encodeURIComponent(dispute.id)}`, mode === 'live', dispute.account),
    }),
  );
  if (count <= soonest.length) return named;
  const rest: AttentionItem = {
    id: 'disputes',
    icon: Gavel,
    tone: 'bad',
    title: `${plural(count - soonest.length, 'more dispute')} to answer`,
    told: 'Those above have the nearest deadlines.',
    href: disputesHref({ status: 'due', mode: modeParam(mode) }),
  };
  return [...named, rest];
}

/** Sums of as many currencies are told; those that cannot be added stand beside each other. */
const SUMS = 3;

/** Customers who paid and wait until somebody decides. */
function listHeld({ held }: Attention, mode: Mode): AttentionItem[] {
  const count = held.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return [];
  const sums = held.slice(0, SUMS).map(({ amount, currency }) => formatMoney(amount, currency));
  const money = [...sums, ...(held.length > SUMS ? ['more'] : [])].join(', ').replace(/, more$/, ' and more');
  return [
    {
      id: 'held',
      icon: CirclePause,
      tone: 'bad',
      title: `${plural(count, 'paid order')} ${count === 1 ? 'is' : 'are'} held`,
      told: `${money}. Release, cancel, or mark as done.`,
      href: ordersHref({ kind: UNDECIDED, mode: modeParam(mode) }),
    },
  ];
}

function Deadline({ dispute: { dueBy, reason } }: { dispute: DueDispute }) {
  const why = reason.replaceAll('_', ' ');
  if (!dueBy) return `${why}; no deadline known`;
  return (
    <>
      {why}; {dueBy.getTime() < Date.now() ? 'the deadline passed' : 'evidence is due'} <Time at={dueBy} />
    </>
  );
}

function listFailures({ failedEvents, failedEffects, rejected }: Attention, mode: Mode): AttentionItem[] {
  const items: AttentionItem[] = [];
  if (failedEvents > 0)
    items.push({
      id: 'events',
      icon: CircleX,
      tone: 'bad',
      title: `${plural(failedEvents, 'event')} failed`,
      told: 'Fix the cause, then replay.',
      href: eventsHref({ status: 'failed', mode: modeParam(mode) }),
    });
  if (failedEffects > 0)
    items.push({
      id: 'effects',
      icon: PackageX,
      tone: 'bad',
      title: `${plural(failedEffects, 'effect')} failed`,
      told: 'A fulfillment or an email gave up. Fix the cause, then retry.',
      href: effectsHref({ status: 'failed', mode: modeParam(mode) }),
    });
  if (rejected > 0)
    items.push({
      id: 'rejected',
      icon: ShieldX,
      tone: 'warn',
      title:
        rejected === 1 ? 'A kind of delivery is rejected' : `${plural(rejected, 'kind')} of deliveries are rejected`,
      told: 'Wrong secret or unknown sender. Dismiss once explained.',
      href: rejectedHref({}),
    });
  return items;
}

const listFindings = ({ findings }: Attention): AttentionItem[] =>
  findings.map(({ rule, count }) => ({
    id: `finding ${rule}`,
    icon: Scale,
    tone: 'bad',
    title: `${findRule(rule)?.title ?? rule}`,
    told: `${plural(count, 'finding')}; each says what to do.`,
    href: findingsHref({ rule }),
  }));

function listMissing({ sweep, healedLately }: Attention, mode: Mode): AttentionItem[] {
  const items: AttentionItem[] = [];
  if (sweep?.overdue || sweep?.error)
    items.push({
      id: 'sweep',
      icon: RefreshCw,
      tone: sweep.overdue ? 'bad' : 'warn',
      title: sweep.overdue ? 'The comparison with Stripe is overdue' : 'Stripe could not be asked what is missing',
      told: (
        <>
          {sweep.error ? `${sweep.error}; last` : 'Last'} compared <Time at={sweep.until} />. Stripe keeps events for 30
          days.
        </>
      ),
      href: '/setup',
    });
  if (healedLately > 0)
    items.push({
      id: 'healed',
      icon: RefreshCw,
      tone: 'warn',
      title: `${plural(healedLately, 'event')} never arrived`,
      told: 'Fetched by the sweep in the last week, and applied. Was the app down?',
      href: eventsHref({ source: 'sweep', mode: modeParam(mode) }),
    });
  return items;
}
