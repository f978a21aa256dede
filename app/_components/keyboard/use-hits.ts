'use client';

import { useEffect, useState } from 'react';

type Hit = { kind: string; name: string; id: string; label: string; mode: 'live' | 'test'; href: string };

const QUIET_MS = 120;

/** What the text finds in the inbox, asked once the typing rests; an answer to an older text counts for nothing. */
export function useHits(text: string): { hits: Hit[]; searching: boolean } {
  const [found, setFound] = useState<{ text: string; hits: Hit[] }>({ text: '', hits: [] });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted.length < 3) return;
    const stop = new AbortController();
    const ask = async () => {
      const response = await fetch(`/search?q=${encodeURIComponent(wanted)}`, { signal: stop.signal });
      const { hits } = response.ok ? ((await response.json()) as { hits: Hit[] }) : { hits: [] };
      setFound({ text: wanted, hits });
    };
    const timer = setTimeout(() => {
      ask().catch(() => {
        if (!stop.signal.aborted) setFound({ text: wanted, hits: [] });
      });
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  const current = found.text === wanted && wanted.length >= 3;
  return { hits: current ? found.hits : [], searching: wanted.length >= 3 && !current };
}
