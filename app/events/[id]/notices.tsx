import { CloudDownload, EyeOff, Link2, type LucideIcon, Scale, ToggleLeft } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { Time } from '@/app/_components/time';
import { Link } from '@/app/_components/ui/link';
import { deploymentMode, modeOf, recordHref } from '@/app/_lib/mode';
import type { EventDetail } from '@/lib/dashboard/events/queries';
import type { Tie } from './load-tie';

type NoticesProps = {
  event: EventDetail;
  healedAt: Date | null;
  fetched: { type: string; fetchedAt: Date } | null;
  tie: Tie | null;
};

/** A snapshot event may have a fetched object too: where nothing told which state of its second holds. */
const isNotification = ({ type }: { type: string }): boolean => /^v\d+\./.test(type);

/** What is special about this event, and what that means for whoever reads the page. */
export function Notices({ event, healedAt, fetched, tie }: NoticesProps) {
  const mode = modeOf(event.livemode);
  const acting = deploymentMode();
  return (
    <>
      {mode !== acting && event.applies && (
        <Notice icon={ToggleLeft} title={`A ${mode} event in a ${acting} installation`}>
          It is kept and its objects are up to date. Fulfilment, mails and other work on the outside are left out: the
          API key is one of {acting} mode.
        </Notice>
      )}
      {event.redactedAt && (
        <Notice icon={EyeOff} title="The payload was removed">
          Redacted <Time at={event.redactedAt} />, by age or because a customer was erased. What it changed, its SHA-256
          and signature are kept. It cannot be replayed, verified or rebuilt from any more.
        </Notice>
      )}
      {event.source === 'sweep' ? (
        <Notice icon={CloudDownload} title="Fetched by the sweep, never delivered">
          Stripe has it and no delivery came. This copy is unsigned; if Stripe delivers the event, the signed text takes
          its place. Many of these mean that the endpoint cannot be reached.
        </Notice>
      ) : (
        healedAt && (
          <Notice icon={CloudDownload} title="Fetched by the sweep first, delivered later">
            The sweep found it missing <Time at={healedAt} />. The signed text has taken the place of that copy.
          </Notice>
        )
      )}
      {fetched && isNotification(event) && (
        <Notice icon={Link2} title="An event notification">
          It only names its object, which was fetched from Stripe <Time at={fetched.fetchedAt} /> and handled as{' '}
          <code className="font-mono break-all">{fetched.type}</code>. Both texts are below.
        </Notice>
      )}
      {tie && <TieNotice tie={tie} livemode={event.livemode} />}
    </>
  );
}

const COUNTS = ['Two', 'Three', 'Four', 'Five'];

function TieNotice({ tie: { others, askedAt }, livemode }: { tie: Tie; livemode: boolean }) {
  const count = COUNTS[others.length - 1] ?? others.length + 1;
  return (
    <Notice icon={Scale} title={others.length === 1 ? 'Tied with another event' : 'Tied with other events'}>
      {count} events of this object were created in the same second, and nothing tells which came later:{' '}
      {others.map((id, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <Link
            href={recordHref(`/events/${id}`, livemode)}
            className="rounded font-mono break-all text-accent hover:underline"
          >
            {id}
          </Link>
        </Fragment>
      ))}
      .{' '}
      {askedAt ? (
        <>
          Stripe was asked for the object <Time at={askedAt} />, and its answer counts.
        </>
      ) : (
        `The one that says ${others.length === 1 ? 'more' : 'most'} counts, or else the one with the ${others.length === 1 ? 'larger' : 'largest'} id.`
      )}
    </Notice>
  );
}

function Notice({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex gap-3 rounded-lg border border-line bg-subtle p-4">
      <Icon className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
      <div className="min-w-0 text-[13px]">
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 text-muted">{children}</p>
      </div>
    </section>
  );
}
