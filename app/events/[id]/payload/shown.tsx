import { showUnseen } from '@/app/_lib/payload-hints';

/** A text of a payload, with the characters that nobody would see named where they stand. */
export function Shown({ text }: { text: string }) {
  const parts = showUnseen(text);
  if (parts.length === 1 && typeof parts[0] === 'string') return parts[0];
  return parts.map((part, index) =>
    typeof part === 'string' ? (
      part
    ) : (
      <span key={index} className="unseen" title="A character that is not seen">
        {part.codes}
      </span>
    ),
  );
}
