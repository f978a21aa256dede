'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';

type CopyButtonProps = {
  /** What to copy, or the address of what to copy. */
  text?: string;
  href?: string;
  label: string;
  /** Shows the label beside the icon. */
  labelled?: boolean;
};

/** Copies a text, or what stands at an address of this app, and says that it did. */
export function CopyButton({ text, href, label, labelled = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), 1_600);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? (await fetchText(href ?? '')));
      setOutcome('copied');
    } catch {
      // No clipboard: an address without TLS, or a denied permission. The text can still be selected.
      setOutcome('failed');
    }
  };
  const word = { idle: label, copied: 'Copied', failed: 'Could not copy' }[outcome];
  return (
    <Button
      variant={labelled ? 'outline' : 'ghost'}
      size={labelled ? 'sm' : 'icon'}
      onClick={copy}
      aria-label={word}
      title={labelled ? undefined : word}
    >
      {outcome === 'copied' ? <Check className="text-ok" aria-hidden /> : <Copy aria-hidden />}
      {labelled && word}
      <span role="status" className="sr-only">
        {outcome === 'idle' ? '' : word}
      </span>
    </Button>
  );
}

async function fetchText(href: string): Promise<string> {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${href} answered ${response.status}`);
  return response.text();
}
