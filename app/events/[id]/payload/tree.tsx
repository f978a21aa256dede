import type { ReactNode } from 'react';
import { type Owner, objectHref } from '@/app/_lib/object-href';
import { countWords, type TreeRow, treeLimits } from '@/app/_lib/payload-tree';
import { Shown } from './shown';

type TreeProps = { row: TreeRow; owner: Owner; eventId: string };

/**
 * A payload as a tree: every fold is a `<details>`, which works by keyboard and without any script. Plain links and bare
 * elements, because there may be thousands: payload-tools.tsx follows a link without loading the page anew.
 */
export function Tree(props: TreeProps) {
  return (
    <ul className="tree">
      <Row {...props} />
    </ul>
  );
}

function Row({ row, ...rest }: TreeProps) {
  const changed = row.was !== null || row.now !== null;
  return (
    <li className={changed ? 'chg' : undefined} data-at={`${row.start}-${row.end}`}>
      {row.kind === 'object' || row.kind === 'array' ? <Fold row={row} {...rest} /> : <Leaf row={row} {...rest} />}
    </li>
  );
}

function Fold({ row, ...rest }: TreeProps) {
  const words = countWords(row.kind as 'object' | 'array', row.count);
  if (row.count === 0)
    return (
      <>
        <Label label={row.label} />
        <span className="c">{words}</span>
        <Before row={row} />
      </>
    );
  const missing = row.count - row.children.length;
  return (
    <details open={row.open}>
      <summary>
        <Label label={row.label} />
        <span className="c">{words}</span>
        <Before row={row} />
      </summary>
      <ul>
        {row.children.map((child) => (
          <Row key={child.start} row={child} {...rest} />
        ))}
        {missing > 0 && (
          <li className="more">
            {row.children.length === 0 ? 'Too deep or too much' : `${missing.toLocaleString('en')} more`}; the raw text
            has all of it
          </li>
        )}
      </ul>
    </details>
  );
}

const marks = { string: 's', number: 'n', word: 'w', object: 'c', array: 'c' };

function Leaf({ row, owner, eventId }: TreeProps) {
  const raw = row.raw ?? '';
  const label = <Label label={row.label} />;
  if (raw.length > treeLimits.string) return <LongText label={label} raw={raw} />;
  return (
    <>
      {label}
      {row.id && row.id !== eventId ? (
        <a className="s" href={objectHref(row.id, owner)}>
          {raw}
        </a>
      ) : (
        <span className={marks[row.kind]} data-hint={row.hint ?? undefined} title={row.hint ?? undefined}>
          {row.kind === 'string' ? <Shown text={raw} /> : raw}
        </span>
      )}
      <Before row={row} />
    </>
  );
}

function LongText({ label, raw }: { label: ReactNode; raw: string }) {
  return (
    <details>
      <summary>
        {label}
        <span className="s">
          <Shown text={raw.slice(0, 200)} />…
        </span>
        <span className="c">{raw.length.toLocaleString('en')} characters</span>
      </summary>
      <p className="s long">
        <Shown text={raw.slice(0, treeLimits.folded)} />
        {raw.length > treeLimits.folded && '… the raw text has the rest'}
      </p>
    </details>
  );
}

function Label({ label }: { label: TreeRow['label'] }) {
  if (label === null) return null;
  if (typeof label === 'number') return <span className="i">{label}: </span>;
  // What is shown may leave out what nobody sees; a path that is copied must not.
  const shownWhole = label.length <= 300 && /^[\x20-\x7e]*$/.test(label);
  return (
    <>
      <span className="k" data-raw={shownWhole ? undefined : label.slice(0, 4_000)}>
        <Shown text={label.length > 300 ? `${label.slice(0, 300)}…` : label} />
      </span>
      {': '}
    </>
  );
}

/** The value that stood there before, or in `previous_attributes` the one that stands there now. */
function Before({ row: { was, now } }: { row: TreeRow }) {
  const value = was ?? now;
  if (value === null) return null;
  return (
    <span className={was === null ? 'now' : 'was'}>
      {was === null ? 'now ' : 'was '}
      <span className="v">
        <Shown text={value} />
      </span>
    </span>
  );
}
