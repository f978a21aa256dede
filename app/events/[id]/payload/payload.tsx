import { Download } from 'lucide-react';
import { DownloadLink } from '@/app/_components/ui/button';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { CopyButton } from '@/app/_components/ui/copy-button';
import { Link } from '@/app/_components/ui/link';
import { formatBytes } from '@/app/_lib/describe-event';
import { parseJsonTree } from '@/app/_lib/json-tree';
import type { Owner } from '@/app/_lib/object-href';
import { planTree } from '@/app/_lib/payload-tree';
import { PayloadTools } from './payload-tools';
import { Tree } from './tree';

/** As much of a body as a page shows as plain text; the file has the rest. */
const shownLimit = 500_000;

type PayloadProps = {
  id: string;
  title?: string;
  note?: string;
  body: string;
  bytes: number;
  owner: Owner;
  /** Where the exact text is to be had. */
  rawHref: string;
  view: 'tree' | 'raw';
  /** This page with the other view. */
  viewHrefs: Record<'tree' | 'raw', string>;
};

/** The signed text: as a tree to read and search, or exactly as it came. */
export function Payload(props: PayloadProps) {
  const { id, title = 'Payload', note, body, bytes, owner, rawHref, view, viewHrefs } = props;
  const root = parseJsonTree(body);
  const tree = view === 'tree' && root ? planTree(body, root) : null;
  return (
    <Card
      title={title}
      note={note ?? formatBytes(bytes)}
      actions={
        <>
          {root && <Views view={view} hrefs={viewHrefs} />}
          <CopyButton href={rawHref} label="Copy" labelled />
          <DownloadLink size="sm" href={rawHref} download={`${id}.json`}>
            <Download aria-hidden />
            Raw
          </DownloadLink>
        </>
      }
    >
      {tree ? (
        <>
          {!tree.complete && (
            <p className="border-b border-line px-4 py-2 text-[13px] text-muted">
              Too large to show and search all of it here.{' '}
              <Link href={viewHrefs.raw} scroll={false} className="text-accent underline underline-offset-3">
                Show raw
              </Link>
            </p>
          )}
          <PayloadTools rawHref={rawHref}>
            <Tree row={tree.root} owner={owner} eventId={id} />
          </PayloadTools>
        </>
      ) : (
        <PlainPayload text={body} readable={root !== null} />
      )}
    </Card>
  );
}

function Views({ view, hrefs }: { view: 'tree' | 'raw'; hrefs: PayloadProps['viewHrefs'] }) {
  return (
    <nav aria-label="View of the payload" className="flex rounded-md border border-line-strong p-0.5">
      {(['tree', 'raw'] as const).map((name) => (
        <Link
          key={name}
          href={hrefs[name]}
          scroll={false}
          aria-current={view === name ? 'true' : undefined}
          className={cn(
            'rounded px-2 py-0.5 text-[13px]',
            view === name ? 'bg-idle-soft font-medium text-ink' : 'text-muted hover:text-ink',
          )}
        >
          {name === 'tree' ? 'Tree' : 'Text'}
        </Link>
      ))}
    </nav>
  );
}

function PlainPayload({ text, readable }: { text: string; readable: boolean }) {
  return (
    <>
      {(!readable || text.length > shownLimit) && (
        <p className="px-4 py-2 text-[13px] text-muted">
          {text === '' ? 'There is no text.' : !readable && 'This is no JSON: it is shown as it is.'}
          {text.length > shownLimit && ' Only its beginning; the raw file has all of it.'}
        </p>
      )}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard.
        tabIndex={0}
        className="max-h-[80vh] overflow-auto whitespace-pre-wrap wrap-anywhere bg-subtle px-4 py-3 font-mono text-[12.5px] leading-5"
      >
        {text.slice(0, shownLimit)}
      </pre>
    </>
  );
}
