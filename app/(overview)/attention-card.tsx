import { ChevronRight, CircleCheck } from 'lucide-react';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { Link } from '@/app/_components/ui/link';
import type { Mode } from '@/app/_lib/mode';
import type { Attention } from '@/lib/dashboard/overview/attention';
import { type AttentionItem, listAttention } from './attention-items';

const inks = { bad: 'text-bad', warn: 'text-warn' } as const;

/** What waits for a person, each with one click to just these; or that nothing does. */
export function AttentionCard(props: { attention: Attention; mode: Mode; className?: string }) {
  const items = listAttention(props.attention, props.mode);
  if (items.length === 0)
    return (
      <p
        className={cn(
          'flex items-center gap-2.5 rounded-lg border border-line bg-raised px-4 py-3 font-medium',
          props.className,
        )}
      >
        <CircleCheck className="size-5 shrink-0 text-ok" aria-hidden />
        Nothing needs attention
      </p>
    );
  return (
    <Card title="Needs attention" className={props.className}>
      <ul className="grid sm:grid-cols-[repeat(auto-fill,minmax(22rem,1fr))]">
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </Card>
  );
}

function Item({ item: { icon: Icon, tone, title, told, href } }: { item: AttentionItem }) {
  return (
    // The line belongs to every item, and the card hides the one at its edge.
    <li className="relative -mb-px flex gap-3 border-b border-line px-4 py-3 hover:bg-hover">
      <Icon className={cn('mt-0.5 size-4 shrink-0', inks[tone])} aria-hidden />
      <div className="min-w-0 flex-1">
        <Link href={href} className="row-link font-medium break-words">
          {title}
        </Link>
        <div className="text-[13px] break-words text-muted">{told}</div>
      </div>
      <ChevronRight className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
    </li>
  );
}
