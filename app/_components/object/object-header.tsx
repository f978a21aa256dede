import { ArrowLeft, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { modeOf, modeParam } from '@/app/_lib/mode';
import type { Owner } from '@/app/_lib/object-href';
import { dashboardUrl } from '@/lib/stripe/dashboard-url';
import { DownloadLink } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Link } from '../ui/link';
import { Tag } from '../ui/pill';

type ObjectHeaderProps = {
  /** The list that it is in. */
  list: { path: string; label: string };
  /** What it is, for those who don't see the page: “Dispute”. */
  kind: string;
  title: ReactNode;
  pills?: ReactNode;
  /** Who or what it belongs to, in a line. */
  lead?: ReactNode;
  id: string;
  owner: Owner;
  /** The id by which Stripe's dashboard shows it, where it is not its own. Null: it has no page there. */
  atStripe?: string | null;
};

/** What the object is in words, its state, its id, and the way to it at Stripe. */
export function ObjectHeader({ list, kind, title, pills, lead, id, owner, atStripe = id }: ObjectHeaderProps) {
  const mode = modeParam(modeOf(owner.livemode));
  return (
    <header className="mb-6">
      <Link
        href={mode ? `${list.path}?mode=${mode}` : list.path}
        className="inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink"
      >
        <ArrowLeft className="size-3.5" aria-hidden />
        {list.label}
      </Link>
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="line-clamp-3 min-w-0 text-2xl font-semibold tracking-tight wrap-anywhere">
              <span className="sr-only">{kind} </span>
              <bdi>{title}</bdi>
            </h1>
            {pills}
          </div>
          {lead && <div className="mt-1 line-clamp-3 text-muted wrap-anywhere">{lead}</div>}
          <div className="mt-1 flex flex-wrap items-center gap-x-2 text-[13px] text-muted">
            <span className="font-mono break-all">{id}</span>
            <CopyButton text={id} label={`Copy the id ${id}`} />
            {owner.account && <Tag title="Connected account">{owner.account}</Tag>}
          </div>
        </div>
        {atStripe && (
          <DownloadLink
            size="sm"
            href={dashboardUrl({ id: atStripe, ...owner })}
            target="_blank"
            rel="noopener noreferrer"
            title={`Opens Stripe’s dashboard in ${modeOf(owner.livemode)} mode`}
          >
            Open in Stripe
            <ExternalLink aria-hidden />
            <span className="sr-only">(new window)</span>
          </DownloadLink>
        )}
      </div>
    </header>
  );
}
