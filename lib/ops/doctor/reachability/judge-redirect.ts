import { error, type Finding } from '../finding';

const NEVER_FOLLOWED = 'Stripe follows no redirect: each delivery counts as failed.';

/** What kind of redirect stands in the way. The fix is the URL to register, or what to switch off. */
export function judgeRedirect(url: string, status: number, location: string | null): Finding {
  const from = new URL(url);
  if (!location || !URL.canParse(location, url))
    return error(
      'redirect',
      `The URL redirects (${status}) to nowhere. ${NEVER_FOLLOWED}`,
      'Let the path answer itself.',
    );
  const to = new URL(location, url);
  const where = `${from.href} redirects to ${to.origin}${to.pathname} (${status}). ${NEVER_FOLLOWED}`;
  const register = `Register ${to.origin}${to.pathname} at Stripe instead: npm run endpoint -- update <id> --url ${to.origin}${to.pathname}`;
  const bare = (path: string) => path.replace(/\/+$/, '');

  if (/sso|login|signin|sign-in|auth/i.test(to.pathname) && bare(to.pathname) !== bare(from.pathname))
    return error(
      'redirect_login',
      `${where} That is a sign-in page.`,
      'Leave /api/webhook and /webhook out of the sign-in: the matcher in proxy.ts, the host’s access rules, or its deployment protection.',
    );
  const sameHost = to.host === from.host;
  if (sameHost && to.protocol === from.protocol && bare(to.pathname) === bare(from.pathname))
    return error(
      'redirect_slash',
      `${where} Only the slash at the end differs.`,
      `${register}. Or switch the proxy’s redirect off.`,
    );
  if (to.hostname.replace(/^www\./, '') === from.hostname.replace(/^www\./, '') && to.hostname !== from.hostname)
    return error('redirect_www', `${where} Only “www.” differs.`, `${register}, and set APP_URL to it.`);
  if (from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname)
    return error('redirect_https', `${where} It wants https.`, `${register}, and set APP_URL to it.`);
  return error('redirect', where, `${register}. Or let the path answer itself.`);
}
