import { Download } from 'lucide-react';
import { Fragment } from 'react';
import { DownloadLink } from '@/app/_components/ui/button';
import { Card } from '@/app/_components/ui/card';
import { CopyButton } from '@/app/_components/ui/copy-button';
import { formatBytes } from '@/app/_lib/describe-event';
import { indentJson, type Token, toJsonLines } from '@/app/_lib/json-lines';
import type { Mode } from '@/app/_lib/mode';
import { PayloadId } from './payload-id';

/** As much of a body as a page shows; the rest is in the raw file. */
const shownLimit = 500_000;

type PayloadProps = { id: string; body: string; bytes: number; mode: Mode; account: string | null };

/** The signed text as it came: line by line in colours, or plain when it is too large or too deep for that. */
export function Payload({ id, body, bytes, mode, account }: PayloadProps) {
  const text = indentJson(body);
  const lines = toJsonLines(text);
  const raw = `/events/${id}/raw`;
  return (
    <Card
      title="Payload"
      note={text === body ? formatBytes(bytes) : `${formatBytes(bytes)}, came on one line; broken here for reading`}
      actions={
        <>
          <CopyButton href={raw} label="Copy" labelled />
          <DownloadLink size="sm" href={raw} download={`${id}.json`}>
            <Download aria-hidden />
            Raw
          </DownloadLink>
        </>
      }
    >
      {lines ? (
        <pre
          className="json bg-subtle py-3 font-mono text-[12.5px] leading-5"
          data-digits={String(lines.length).length}
        >
          {lines.map((line, index) => (
            <span key={index}>
              {line.map((token, at) => (
                <Run key={at} token={token} mode={mode} account={account} />
              ))}
              {'\n'}
            </span>
          ))}
        </pre>
      ) : (
        <PlainPayload text={text} />
      )}
    </Card>
  );
}

function Run({ token: { kind, text }, ...owner }: { token: Token; mode: Mode; account: string | null }) {
  if (!kind) return <Fragment>{text}</Fragment>;
  if (kind === 's') return <PayloadId text={text} {...owner} />;
  return <span className={kind}>{text}</span>;
}

function PlainPayload({ text }: { text: string }) {
  return (
    <>
      <p className="px-4 py-2 text-[13px] text-muted">
        Shown without colours, because it is very large or deep.
        {text.length > shownLimit && ' Only its beginning; the raw file has all of it.'}
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard.
        tabIndex={0}
        className="max-h-[80vh] overflow-auto whitespace-pre-wrap wrap-anywhere border-t border-line bg-subtle px-4 py-3 font-mono text-[12.5px] leading-5"
      >
        {text.slice(0, shownLimit)}
      </pre>
    </>
  );
}
