import { CopyButton } from './copy-button';

/** Something to copy: a command for the terminal, an address, a list. */
export function Command({ text }: { text: string }) {
  return (
    <div className="mt-2 flex items-start justify-between gap-2 rounded-lg border border-line bg-subtle py-1.5 ps-3.5 pe-1.5">
      <code className="min-w-0 py-1 font-mono text-[13px] leading-5 break-words whitespace-pre-wrap">{text}</code>
      <CopyButton text={text} label={`Copy ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`} />
    </div>
  );
}
