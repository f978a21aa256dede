import { Ban, CirclePause, Clock } from 'lucide-react';
import { Pill } from '@/app/_components/ui/pill';
import { HOLD_CODES, type HoldCode, isHoldCode } from '@/lib/payments/gate/hold';
import { holdTitle } from '@/lib/payments/gate/tell-hold';

/** A code in as few words as fit into a list; its title says it in full. */
const SHORT: Record<HoldCode, string> = {
  link_unknown: 'Waits for link',
  invoice_unknown: 'Waits for invoice',
  session_unknown: 'Waits for session',
  held_by_handler: 'Held by handler',
  in_review: 'In review',
  same_purchase: 'Same purchase?',
  payment_fulfilled: 'Fulfilled before',
  link_undone: 'Detached',
  review_refunded: 'Refunded in review',
  refunded: 'Refunded first',
  canceled_by_person: 'Canceled by hand',
};

const looks = {
  waits: { tone: 'wait', icon: Clock },
  held: { tone: 'warn', icon: CirclePause },
  never: { tone: 'idle', icon: Ban },
} as const;

type HoldPillProps = { order: { holdCode: string | null; holdEndsAt: Date | null }; className?: string };

/** Why an order is not fulfilled, as a badge; nothing where nothing stands against it. */
export function HoldPill({ order: { holdCode, holdEndsAt }, className }: HoldPillProps) {
  if (!holdCode) return null;
  const kind = isHoldCode(holdCode) ? HOLD_CODES[holdCode] : 'held';
  const { tone, icon } = looks[kind === 'held' && holdEndsAt ? 'waits' : kind];
  return (
    <Pill tone={tone} icon={icon} title={holdTitle(holdCode)} className={className}>
      {isHoldCode(holdCode) ? SHORT[holdCode] : 'Held'}
    </Pill>
  );
}
