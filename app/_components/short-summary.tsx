import { isNamedObjectId } from '../_lib/name-object';

export const summaryIds = /\b([a-z]+(?:_(?:test|live))?_[A-Za-z0-9]{10,})\b/g;

export const isRecordId = (text: string) => text.startsWith('ord_') || isNamedObjectId(text);

/** A summary starts like a sentence, but for one that starts with an id; an error stays as it was thrown. */
export const capitalize = (text: string) =>
  /^[a-z]+_/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);

/** What an event did, for a row of a list: the id that the row shows anyway is left out, the others are shortened. */
export function ShortSummary({ text, omit }: { text: string; omit: string | null }) {
  const rest = omit ? text.replaceAll(` (${omit})`, '').replaceAll(` ${omit}`, '') : text;
  return rest.split(summaryIds).map((part, index) =>
    index % 2 === 1 && isRecordId(part) ? (
      <span key={`${index}${part}`} className="whitespace-nowrap">
        {part.slice(0, part.indexOf('_') + 1)}…{part.slice(-4)}
      </span>
    ) : (
      part
    ),
  );
}
