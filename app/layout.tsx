import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { isCheckoutOn } from '@/lib/checkout/is-checkout-on';
import { isPublicPage, signInHref } from '@/lib/kit/http/same-site';
import type { Actor } from '@/lib/people/auth/roles';
import { Shell } from './_components/shell/shell';
import { readTheme, themeCookie } from './_components/shell/theme';
import { currentPath, currentSession } from './_lib/guard';
import { isDatabaseAway } from './_lib/is-database-away';
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
  const actor = await actorOfPage();
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme switch and the live list set attributes here.
      suppressHydrationWarning
    >
      <body className="font-sans">
        <Shell mode={deploymentMode()} theme={theme} shop={isCheckoutOn()} actor={actor}>
          {children}
        </Shell>
      </body>
    </html>
  );
}

/**
 * Who looks at the page: null on one that is public. Pages check for themselves; this leads to the sign-in page before
 * anything streams, so that not even a skeleton is shown. `unknown`: the database is away, which the page will say.
 */
async function actorOfPage(): Promise<Actor | 'unknown' | null> {
  const path = await currentPath();
  if (isPublicPage(path)) return null;
  const session = await currentSession().catch((error: unknown) => {
    if (isDatabaseAway(error)) return 'unknown' as const;
    throw error;
  });
  if (session === 'unknown') return session;
  if (!session) redirect(signInHref(path));
  return session.actor;
}
