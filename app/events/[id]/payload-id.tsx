import Link from 'next/link';
import type { Mode } from '@/app/_lib/mode';
import { isObjectId } from '@/app/_lib/name-object';
import { objectHref } from '@/app/_lib/object-href';

/** A string of the payload; the id of an object leads to the page about it. */
export function PayloadId({ text, mode, account }: { text: string; mode: Mode; account: string | null }) {
  const id = text.slice(1, -1);
  if (!isObjectId(id)) return <span className="s">{text}</span>;
  return (
    <span className="s">
      "
      <Link
        href={objectHref(id, { livemode: mode === 'live', account })}
        prefetch={false}
        className="underline decoration-dotted underline-offset-3 hover:decoration-solid"
      >
        {id}
      </Link>
      "
    </span>
  );
}
