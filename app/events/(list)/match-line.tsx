import { Link } from '@/app/_components/ui/link';
import { hitHref, hitWords } from '@/app/_lib/hit-href';
import { nameObject } from '@/app/_lib/name-object';
import type { Hit } from '@/lib/dashboard/search/hits';
import { openCountLimit } from '@/lib/inbox/store/count-open-events';
import type { Match } from './load-list';

const link =
  'font-medium underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-current';

/** What the search is about: the thing itself, the orders that belong to it, and how many events speak of it. */
export function MatchLine({ match, clearHref }: { match: Match; clearHref: string }) {
  const { hits, events } = match;
  const [first, ...rest] = hits;
  if (!first || first.kind === 'type') return null;
  const orders = [first, ...rest].filter(({ kind }) => kind === 'order');
  const subjects = first.kind === 'order' ? [first] : hits.filter(({ kind }) => kind !== 'order').slice(0, 3);
  return (
    <p className="mb-3 flex flex-wrap items-baseline gap-x-2 gap-y-1 rounded-md border border-line bg-subtle px-3 py-2 text-[13px]">
      {subjects.map((hit) => (
        <Subject key={`${hit.account}${hit.id}`} hit={hit} />
      ))}
      <span className="text-muted">
        <Many count={events} word="event" />
      </span>
      {first.kind !== 'order' && orders.length > 0 && (
        <span className="text-muted">
          · <Many count={orders.length} word="order" />:{' '}
          {orders.slice(0, 3).map((order, index) => (
            <span key={order.id}>
              {index > 0 && ', '}
              <Link href={hitHref(order)} className={link}>
                {order.label || order.id}
              </Link>
            </span>
          ))}
          {orders.length > 3 && ' …'}
        </span>
      )}
      <Link href={clearHref} scroll={false} className="ms-auto rounded font-medium text-muted hover:text-ink">
        Clear search
      </Link>
    </p>
  );
}

function Subject({ hit }: { hit: Hit }) {
  const name = hit.kind === 'object' ? nameObject(hit.id) : hitWords[hit.kind];
  return (
    <span className="min-w-0 max-w-full break-words">
      {name}{' '}
      {hit.kind === 'object' ? (
        <span className="font-mono break-all">{hit.id}</span>
      ) : (
        <Link href={hitHref(hit)} className={`${link} font-mono break-all`}>
          {hit.id}
        </Link>
      )}
      {hit.label && <span className="text-muted"> {hit.label}</span>} <span className="text-faint">·</span>
    </span>
  );
}

function Many({ count, word }: { count: number; word: string }) {
  if (count >= openCountLimit) return `${openCountLimit.toLocaleString('en')}+ ${word}s`;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
