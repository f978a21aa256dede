import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { isCheckoutOn } from '@/lib/checkout/is-on';
import { Shell } from './_components/shell/shell';
import { readTheme, themeCookie } from './_components/shell/theme';
import { deploymentMode } from './_lib/mode';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Hookwell', template: '%s · Hookwell' },
  description: 'The Stripe webhook inbox: every event kept, applied exactly once, and visible.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#10131a' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme switch and the live list set attributes here.
      suppressHydrationWarning
    >
      <body className="font-sans">
        <Shell mode={deploymentMode()} theme={theme} shop={isCheckoutOn()}>
          {children}
        </Shell>
      </body>
    </html>
  );
}
