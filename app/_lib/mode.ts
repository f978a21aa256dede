import { deploymentLivemode } from '@/lib/kit/env';

export type Mode = 'live' | 'test';

/** The mode of the keys, which pages show unless their address says otherwise. */
export const deploymentMode = (): Mode => (deploymentLivemode() ? 'live' : 'test');

export const modeOf = (livemode: boolean): Mode => (livemode ? 'live' : 'test');

/** What an address has to say to show this mode: nothing for the deployment's own. */
export const modeParam = (mode: Mode): Mode | null => (mode === deploymentMode() ? null : mode);

/**
 * The address of one record, which also says its mode where that is not the deployment's, and its account where several
 * accounts may own the same id.
 */
export function recordHref(path: `/${string}/${string}`, livemode: boolean, account: string | null = null): string {
  const params = new URLSearchParams();
  const mode = modeParam(modeOf(livemode));
  if (account) params.set('account', account);
  if (mode) params.set('mode', mode);
  return params.size > 0 ? `${path}?${params}` : path;
}
