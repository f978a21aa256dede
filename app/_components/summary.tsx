import { Fragment } from 'react';
import type { Mode } from '../_lib/mode';
import { isObjectId } from '../_lib/name-object';
import { ObjectId } from './object-id';

const ids = /\b([a-z]+(?:_(?:test|live))?_[A-Za-z0-9]{10,})\b/g;

const isRecord = (text: string) => text.startsWith('ord_') || isObjectId(text);

/** A summary starts like a sentence; an error stays as it was thrown. */
export const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What an event did, for a row of a list: the id that the row shows anyway is left out, the others are shortened. */
export function ShortSummary({ text, omit }: { text: string; omit: string | null }) {
  const rest = omit ? text.replaceAll(` (${omit})`, '').replaceAll(` ${omit}`, '') : text;
  return rest.split(ids).map((part, index) =>
    index % 2 === 1 && isRecord(part) ? (
      <span key={`${index}${part}`} className="whitespace-nowrap">
        {part.slice(0, part.indexOf('_') + 1)}…{part.slice(-4)}
      </span>
    ) : (
      part
    ),
  );
}

/** What an event did, with its ids as links to the pages about them. */
export function LinkedSummary({ text, mode, account }: { text: string; mode: Mode; account: string | null }) {
  return text.split(ids).map((part, index) => {
    const key = `${index}${part}`;
    if (index % 2 === 0 || !isRecord(part)) return <Fragment key={key}>{part}</Fragment>;
    return <ObjectId key={key} id={part} mode={mode} account={account} />;
  });
}
