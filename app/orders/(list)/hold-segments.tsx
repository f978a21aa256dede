import { Segments } from '@/app/_components/ui/segments';
import type { ListView } from '@/app/_lib/list-url';
import type { HeldCount } from '@/lib/dashboard/orders/count-held';
import { HELD, UNDECIDED } from '@/lib/dashboard/orders/list';
import { isHoldCode } from '@/lib/payments/gate/hold';
import { holdTitle } from '@/lib/payments/gate/tell-hold';

type HoldSegmentsProps = { view: ListView; held: HeldCount[] };

const words: Record<string, string> = { [HELD]: 'Held', [UNDECIDED]: 'Needs a decision' };

/** A filter by holds in words. */
export const tellHoldFilter = (kind: string): string => words[kind] ?? holdTitle(kind);

/** Orders that are not fulfilled although they are paid: all of them, those that wait for a person, or one reason. */
export function HoldSegments({ view, held }: HoldSegmentsProps) {
  const { kind } = view.asked;
  const all = held.reduce((sum, { count }) => sum + count, 0);
  const undecided = held.reduce((sum, each) => sum + each.undecided, 0);
  // A reason that no order has any more is shown for as long as it is what one looks at.
  const codes = held.map(({ code }) => code);
  if (kind && isHoldCode(kind) && !codes.includes(kind)) codes.push(kind);
  return (
    <Segments
      label="Fulfillment"
      segments={[
        { label: 'Held or not', href: view.href({ kind: null }), active: !kind },
        {
          label: words[UNDECIDED] ?? '',
          href: view.href({ kind: UNDECIDED }),
          active: kind === UNDECIDED,
          count: undecided > 0 ? `${undecided}` : null,
          alarming: true,
        },
        {
          label: words[HELD] ?? '',
          href: view.href({ kind: HELD }),
          active: kind === HELD,
          count: all > 0 ? `${all}` : null,
        },
        ...codes.map((code) => ({
          label: tellHoldFilter(code),
          href: view.href({ kind: code }),
          active: kind === code,
        })),
      ]}
    />
  );
}
