'use client';

import { type ReactNode, useState } from 'react';
import { type Theme, themeCookie } from './theme';

const options = [
  { theme: 'light', label: 'Light theme' },
  { theme: 'system', label: 'Theme of the system' },
  { theme: 'dark', label: 'Dark theme' },
] as const;

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const age = theme === 'system' ? 0 : 31_536_000;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs TLS, which localhost and intranets lack.
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${age}; samesite=lax`;
}

type ThemeSwitchProps = { initial: Theme; icons: Record<Theme, ReactNode>; compact?: boolean };

/** Light, dark, or what the system says. A cookie keeps the choice, so that the server writes it into the first byte. */
export function ThemeSwitch({ initial, icons, compact = false }: ThemeSwitchProps) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    apply(next);
    setTheme(next);
  };
  if (compact) {
    const index = options.findIndex((option) => option.theme === theme);
    const next = options[(index + 1) % options.length] ?? options[0];
    const { label } = options[index] ?? options[1];
    return (
      <button
        type="button"
        onClick={() => choose(next.theme)}
        aria-label={`${label}; change to: ${next.label}`}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink [&_svg]:size-4"
      >
        {icons[theme]}
      </button>
    );
  }
  return (
    <fieldset className="flex w-fit gap-0.5 rounded-md border border-line bg-canvas p-0.5">
      <legend className="sr-only">Theme</legend>
      {options.map(({ theme: value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === theme}
          aria-label={label}
          title={label}
          onClick={() => choose(value)}
          className="grid h-6 w-8 place-items-center rounded text-faint hover:text-ink aria-pressed:bg-idle-soft aria-pressed:text-ink [&_svg]:size-3.5"
        >
          {icons[value]}
        </button>
      ))}
    </fieldset>
  );
}
