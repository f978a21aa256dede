import Link from 'next/link';
import { type Mode, modeParam } from '@/app/_lib/mode';
import { isObjectId } from '@/app/_lib/name-object';
import { eventsHref } from '@/app/_lib/search-params';

/** A string of the payload; the id of an object leads to the events of that object. */
export function PayloadId({ text, mode }: { text: string; mode: Mode }) {
  const id = text.slice(1, -1);
  if (!isObjectId(id)) return <span className="s">{text}</span>;
  return (
    <span className="s">
      "
      <Link
        href={eventsHref({ object: id, mode: modeParam(mode) })}
        prefetch={false}
        className="underline decoration-dotted underline-offset-3 hover:decoration-solid"
      >
        {id}
      </Link>
      "
    </span>
  );
}
