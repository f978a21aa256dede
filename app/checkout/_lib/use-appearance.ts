import type { Appearance } from '@stripe/stripe-js';
import { useMemo, useSyncExternalStore } from 'react';

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');

function subscribe(changed: () => void): () => void {
  const system = systemIsDark();
  system.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    observer.disconnect();
  };
}

const readTheme = (): 'light' | 'dark' => {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : systemIsDark().matches ? 'dark' : 'light';
};

/** Stripe's fields stand in frames of their own, which don't see our colours: they are handed over as they are now. */
function readColours() {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--c-${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    colorPrimary: colour('accent'),
    colorBackground: colour('raised'),
    colorText: colour('ink'),
    colorTextSecondary: colour('muted'),
    colorTextPlaceholder: colour('faint'),
    colorDanger: colour('bad'),
    line: colour('line-strong'),
  };
  probe.remove();
  return colours;
}

/** The look of Stripe's fields in the theme of the page; null on the server, where there is no theme yet. */
export function useAppearance(): Appearance | null {
  const theme = useSyncExternalStore(subscribe, readTheme, () => null);
  return useMemo(() => {
    if (!theme) return null;
    const { line, ...colours } = readColours();
    return {
      theme: theme === 'dark' ? 'night' : 'stripe',
      variables: {
        ...colours,
        fontFamily: 'ui-sans-serif, system-ui, sans-serif',
        fontSizeBase: '14px',
        borderRadius: '6px',
        spacingUnit: '4px',
      },
      rules: {
        '.Input': { border: `1px solid ${line}`, boxShadow: 'none' },
        '.Tab': { border: `1px solid ${line}`, boxShadow: 'none' },
        '.Label': { fontWeight: '500' },
      },
    };
  }, [theme]);
}
