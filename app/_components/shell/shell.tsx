import { Menu as MenuIcon } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import type { Actor } from '@/lib/people/auth/roles';
import type { Mode } from '../../_lib/mode';
import { Keyboard } from '../keyboard/keyboard';
import { Account } from './account';
import { Brand } from './brand';
import { Frame } from './frame';
import { Menu } from './menu';
import { ModeSwitch } from './mode-switch';
import { NavLinks } from './nav-links';
import { PaletteButton } from './palette-button';
import { ShopHeader } from './shop-header';
import { SoftLinks } from './soft-links';
import type { Theme } from './theme';
import { themeIcons } from './theme-icons';
import { ThemeSwitch } from './theme-switch';

/** Who looks: null where nobody has to be signed in, `unknown` while the database is away. */
type Viewer = Actor | 'unknown' | null;

/** What stands around every page: the dashboard's frame, the shop's around what customers see, nothing around the ways in. */
export function Shell(props: { mode: Mode; theme: Theme; shop: boolean; actor: Viewer; children: ReactNode }) {
  const { mode, theme, shop, actor, children } = props;
  return (
    <>
      <a
        href="#main"
        className="sr-only z-20 rounded-md bg-accent-strong px-3 py-2 font-medium text-white focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        Skip to the content
      </a>
      {actor && <Keyboard admin={actor !== 'unknown' && actor.role === 'admin'} />}
      <SoftLinks />
      <Frame
        shop={shop ? <ShopHeader mode={mode} theme={theme} /> : null}
        dashboard={actor && <DashboardHeaders mode={mode} theme={theme} actor={actor === 'unknown' ? null : actor} />}
      >
        {children}
      </Frame>
    </>
  );
}

/** A sidebar where there is room, a bar on top where there is not. */
function DashboardHeaders({ mode, theme, actor }: { mode: Mode; theme: Theme; actor: Actor | null }) {
  const admin = actor?.role === 'admin';
  return (
    <>
      <header className="sticky top-0 z-10 border-b border-line bg-subtle md:hidden">
        <div className="flex h-12 items-center gap-3 px-4">
          <Brand />
          <div className="ms-auto flex items-center gap-1.5">
            <PaletteButton compact />
            <Suspense>
              <ModeSwitch deploymentMode={mode} />
            </Suspense>
            <ThemeSwitch initial={theme} icons={themeIcons} compact />
            <Menu icon={<MenuIcon className="size-5" aria-hidden />}>
              <nav aria-label="Pages">
                <Suspense>
                  <NavLinks admin={admin} />
                </Suspense>
              </nav>
              {actor && (
                <div className="mt-4 border-t border-line pt-3">
                  <Account actor={actor} />
                </div>
              )}
            </Menu>
          </div>
        </div>
      </header>
      <header className="sticky top-0 hidden h-dvh flex-col border-e border-line bg-subtle md:flex">
        <div className="space-y-4 px-4 pt-4 pb-4">
          <Brand />
          <Suspense>
            <ModeSwitch deploymentMode={mode} />
          </Suspense>
          <PaletteButton />
        </div>
        <nav aria-label="Pages" className="min-h-0 flex-1 overflow-y-auto px-3">
          <Suspense>
            <NavLinks admin={admin} />
          </Suspense>
        </nav>
        <div className="px-4 py-3">
          <ThemeSwitch initial={theme} icons={themeIcons} />
        </div>
        {actor && (
          <div className="border-t border-line p-2">
            <Account actor={actor} />
          </div>
        )}
      </header>
    </>
  );
}
