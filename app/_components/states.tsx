import {
  Ban,
  CircleCheck,
  CircleMinus,
  CircleX,
  Clock,
  Gavel,
  Link2,
  type LucideIcon,
  RotateCw,
  SkipForward,
  Undo2,
  Unlink,
} from 'lucide-react';
import type {
  AttemptOutcome,
  EffectStatus,
  EventStatus,
  OrderStatus,
  PaymentMethodStatus,
  ReplayItemState,
  ReplayStatus,
} from '@/lib/db/generated/enums';
import { Pill, type Tone } from './ui/pill';

type Look = { word: string; tone: Tone; icon: LucideIcon; means?: string };

const eventLooks: Record<EventStatus, Look> = {
  pending: { word: 'Pending', tone: 'wait', icon: Clock, means: 'Stored; waits for a worker' },
  processed: { word: 'Processed', tone: 'ok', icon: CircleCheck, means: 'Applied, exactly once' },
  ignored: { word: 'Ignored', tone: 'idle', icon: CircleMinus, means: 'Kept; no handler for this type' },
  retrying: { word: 'Retrying', tone: 'warn', icon: RotateCw, means: 'Failed; will be tried again by itself' },
  failed: { word: 'Failed', tone: 'bad', icon: CircleX, means: 'Gave up; waits for a person' },
};

const orderLooks: Record<OrderStatus, Look> = {
  pending: { word: 'Pending', tone: 'wait', icon: Clock },
  paid: { word: 'Paid', tone: 'ok', icon: CircleCheck },
  partially_refunded: { word: 'Partly refunded', tone: 'idle', icon: Undo2 },
  refunded: { word: 'Refunded', tone: 'idle', icon: Undo2 },
  disputed: { word: 'Disputed', tone: 'bad', icon: Gavel },
  failed: { word: 'Failed', tone: 'bad', icon: CircleX },
  canceled: { word: 'Canceled', tone: 'idle', icon: Ban },
};

const paymentMethodLooks: Record<PaymentMethodStatus, Look> = {
  attached: { word: 'Attached', tone: 'ok', icon: Link2 },
  detached: { word: 'Detached', tone: 'idle', icon: Unlink },
};

const attemptLooks: Record<AttemptOutcome, Look> = {
  processed: eventLooks.processed,
  ignored: eventLooks.ignored,
  failed: { word: 'Failed', tone: 'bad', icon: CircleX },
};

const effectLooks: Record<EffectStatus, Look> = {
  pending: { word: 'Pending', tone: 'wait', icon: Clock },
  retrying: { word: 'Retrying', tone: 'warn', icon: RotateCw },
  done: { word: 'Done', tone: 'ok', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'bad', icon: CircleX },
  skipped: { word: 'Skipped', tone: 'idle', icon: SkipForward },
};

const replayLooks: Record<ReplayStatus, Look> = {
  running: { word: 'Running', tone: 'wait', icon: RotateCw },
  done: { word: 'Done', tone: 'ok', icon: CircleCheck },
  canceled: { word: 'Canceled', tone: 'idle', icon: Ban },
};

const replayItemLooks: Record<ReplayItemState, Look> = {
  waiting: { word: 'Waiting', tone: 'idle', icon: Clock, means: 'Its turn has not come' },
  queued: { word: 'Queued', tone: 'wait', icon: Clock, means: 'Waits for a worker' },
  retrying: { word: 'Retrying', tone: 'warn', icon: RotateCw, means: 'Failed; will be tried again by itself' },
  processed: eventLooks.processed,
  ignored: eventLooks.ignored,
  failed: eventLooks.failed,
  canceled: { word: 'Canceled', tone: 'idle', icon: Ban, means: 'Not replayed' },
  gone: { word: 'Deleted', tone: 'idle', icon: CircleMinus, means: 'The event was not here any more' },
};

const toPill =
  <Status extends string>(looks: Record<Status, Look>) =>
  ({ status, className }: { status: Status; className?: string }) => {
    const { word, tone, icon, means } = looks[status];
    return (
      <Pill tone={tone} icon={icon} className={className} title={means}>
        {word}
      </Pill>
    );
  };

const inks: Record<Tone, string> = {
  ok: 'text-ok',
  wait: 'text-wait',
  warn: 'text-warn',
  bad: 'text-bad',
  idle: 'text-idle',
};

/** The status where there is no room for its word, which is told all the same. */
export function EventStatusIcon({ status }: { status: EventStatus }) {
  const { word, tone, icon: Icon } = eventLooks[status];
  return (
    <span className={inks[tone]} title={word}>
      <Icon className="size-4" aria-hidden />
      <span className="sr-only">{word}</span>
    </span>
  );
}

export const EventStatusPill = toPill(eventLooks);
export const OrderStatusPill = toPill(orderLooks);
export const PaymentMethodStatusPill = toPill(paymentMethodLooks);
export const AttemptPill = toPill(attemptLooks);
export const EffectPill = toPill(effectLooks);
export const ReplayStatusPill = toPill(replayLooks);
export const ReplayItemPill = toPill(replayItemLooks);

const words = <Status extends string>(looks: Record<Status, Look>) =>
  Object.entries<Look>(looks).map(([status, { word }]) => ({ status: status as Status, word }));

/** What needs a person stands first, so that a phone shows it. */
const urgency: EventStatus[] = ['failed', 'retrying', 'pending', 'processed', 'ignored'];

/** The states and their words, in the order of a filter. */
export const eventStatuses = words(eventLooks).sort((a, b) => urgency.indexOf(a.status) - urgency.indexOf(b.status));
export const orderStatuses = words(orderLooks);
export const paymentMethodStatuses = words(paymentMethodLooks);
