import { Fragment } from 'react';
import type { Mode } from '../_lib/mode';
import { ObjectId } from './object-id';
import { isRecordId, summaryIds } from './short-summary';

/** What an event did, with its ids as links to the pages about them. */
export function LinkedSummary({ text, mode, account }: { text: string; mode: Mode; account: string | null }) {
  return text.split(summaryIds).map((part, index) => {
    const key = `${index}${part}`;
    if (index % 2 === 0 || !isRecordId(part)) return <Fragment key={key}>{part}</Fragment>;
    return <ObjectId key={key} id={part} mode={mode} account={account} />;
  });
}
