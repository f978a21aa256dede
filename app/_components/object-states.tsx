import {
  Ban,
  CalendarClock,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleX,
  Clock,
  Eye,
  Gavel,
  type LucideIcon,
  Truck,
} from 'lucide-react';
import { Pill, type Tone } from './ui/pill';

type Look = { word: string; tone: Tone; icon: LucideIcon; means?: string };

/** States as Stripe names them, which may be joined by new ones at any time. */
type Looks = Record<string, Look>;

const disputeLooks: Looks = {
  warning_needs_response: {
    word: 'Inquiry: respond',
    tone: 'warn',
    icon: CircleAlert,
    means: 'No money has moved yet',
  },
  warning_under_review: { word: 'Inquiry: in review', tone: 'wait', icon: Eye },
  warning_closed: { word: 'Inquiry closed', tone: 'idle', icon: CircleCheck },
  needs_response: { word: 'Needs response', tone: 'bad', icon: CircleAlert, means: 'Answer before the deadline' },
  under_review: { word: 'Under review', tone: 'wait', icon: Eye, means: 'The bank decides' },
  appeal_needs_response: { word: 'Appeal: respond', tone: 'bad', icon: CircleAlert },
  appeal_under_review: { word: 'Appeal in review', tone: 'wait', icon: Eye },
  charge_refunded: { word: 'Refunded', tone: 'idle', icon: CircleCheck },
  prevented: { word: 'Prevented', tone: 'ok', icon: CircleCheck },
  lost: { word: 'Lost', tone: 'bad', icon: Gavel, means: 'The money is gone' },
  won: { word: 'Won', tone: 'ok', icon: CircleCheck, means: 'The money came back' },
};

const refundLooks: Looks = {
  pending: { word: 'Pending', tone: 'wait', icon: Clock, means: 'On its way to the customer' },
  requires_action: {
    word: 'Requires action',
    tone: 'warn',
    icon: CircleAlert,
    means: 'Waits for the customer’s bank details',
  },
  succeeded: { word: 'Succeeded', tone: 'ok', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'bad', icon: CircleX, means: 'The money came back to your balance' },
  canceled: { word: 'Canceled', tone: 'idle', icon: Ban },
};

const payoutLooks: Looks = {
  pending: { word: 'Pending', tone: 'wait', icon: Clock, means: 'Not sent to the bank yet' },
  in_transit: { word: 'In transit', tone: 'wait', icon: Truck, means: 'Sent to the bank' },
  paid: { word: 'Paid', tone: 'ok', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'bad', icon: CircleX, means: 'The money came back to your balance' },
  canceled: { word: 'Canceled', tone: 'idle', icon: Ban },
};

const subscriptionLooks: Looks = {
  incomplete: { word: 'Incomplete', tone: 'warn', icon: Clock, means: 'The first payment is not through' },
  incomplete_expired: { word: 'Never started', tone: 'idle', icon: Ban, means: 'The first payment never came' },
  trialing: { word: 'Trial', tone: 'wait', icon: CalendarClock },
  active: { word: 'Active', tone: 'ok', icon: CircleCheck },
  past_due: { word: 'Past due', tone: 'bad', icon: CircleAlert, means: 'A renewal was not paid' },
  unpaid: { word: 'Unpaid', tone: 'bad', icon: CircleX, means: 'Stripe gave up collecting' },
  paused: { word: 'Paused', tone: 'idle', icon: CirclePause },
  canceled: { word: 'Canceled', tone: 'idle', icon: Ban },
};

const toPill =
  (looks: Looks) =>
  ({ status, className }: { status: string; className?: string }) => {
    const { word, tone, icon, means } = looks[status] ?? { word: spoken(status), tone: 'idle', icon: Clock };
    return (
      <Pill tone={tone} icon={icon} className={className} title={means}>
        {word}
      </Pill>
    );
  };

/** A state that Stripe added after this was written, in its own words. */
const spoken = (status: string): string => {
  const words = status.slice(0, 40).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const DisputePill = toPill(disputeLooks);
export const RefundPill = toPill(refundLooks);
export const PayoutPill = toPill(payoutLooks);
export const SubscriptionPill = toPill(subscriptionLooks);
