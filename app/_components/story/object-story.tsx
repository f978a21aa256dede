import { BookOpen } from 'lucide-react';
import { modeOf, modeParam } from '@/app/_lib/mode';
import type { Owner } from '@/app/_lib/object-href';
import type { StoryAsk } from '@/app/_lib/open-object';
import { objectPageHref } from '@/app/_lib/search-params';
import { explainNoChange } from '@/lib/dashboard/stories/explain-no-change';
import { markArrival } from '@/lib/dashboard/stories/mark-arrival';
import type { StoryEvent } from '@/lib/dashboard/stories/story-orders';
import type { Page } from '@/lib/db/paging/keyset';
import { Pager } from '../pager';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { Segments } from '../ui/segments';
import { StoryEntry } from './story-entry';

type StoryProps = {
  page: Page<StoryEvent>;
  ask: StoryAsk;
  /** The page that it stands on, and whose object that is about. */
  path: string;
  owner: Owner;
  /** The ids of the object, or of all parts of the order. */
  ids: string[];
  orderId?: string;
};

/** Every event that touched an object, latest first, in the order in which Stripe made them or in which they came. */
export function ObjectStory({ page, ask, path, owner, ids, orderId }: StoryProps) {
  const own = new Set(ids);
  const late = markArrival(page.rows);
  const kept = { account: orderId ? null : owner.account, mode: modeParam(modeOf(owner.livemode)) };
  const href = (change: Partial<Parameters<typeof objectPageHref>[1]>) =>
    objectPageHref(path, { ...kept, story: ask.order === 'stripe' ? null : ask.order, ...change });
  return (
    <Card
      className="mt-5"
      title="Its story"
      note="every event that touched it, the latest on top"
      actions={
        <Segments
          label="Order of the story"
          segments={[
            { label: 'As Stripe made them', href: href({ story: null }), active: ask.order === 'stripe' },
            { label: 'As they arrived', href: href({ story: 'arrival' }), active: ask.order === 'arrival' },
          ]}
        />
      }
    >
      {page.rows.length > 0 ? (
        <ol aria-label="Events" className="py-1">
          {page.rows.map((event) => (
            <StoryEntry
              key={event.id}
              event={event}
              order={ask.order}
              late={late.get(event.id) ?? null}
              unchanged={explainNoChange(event, own)}
              account={owner.account}
              about={orderId}
            />
          ))}
        </ol>
      ) : (
        <EmptyState
          icon={BookOpen}
          title={ask.before || ask.after ? 'No event on this page' : 'No event of it is kept here'}
        />
      )}
      <Pager newer={page.newer && href({ after: page.newer })} older={page.older && href({ before: page.older })} />
    </Card>
  );
}
