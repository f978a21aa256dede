import type { Role } from '@/lib/auth/roles';

/**
 * Who may call what. `public`: everybody; `token`: programs that carry a bearer token; a role: that one and those above
 * it. A page, route or action of the build that is missing here fails access.test.ts, and so does one too many.
 */
export type Access = 'public' | 'token' | Role;

/** Pages and routes, by the address in app-path-routes-manifest.json. */
export const ADDRESSES: Record<string, Access> = {
  '/': 'viewer',
  '/_global-error': 'public',
  '/_not-found': 'viewer',
  '/account': 'viewer',
  '/api/cron/work': 'token',
  '/api/health': 'public',
  '/api/webhook': 'public',
  '/api/webhook/thin': 'public',
  '/audit': 'admin',
  '/checkout': 'public',
  '/checkout/cards': 'public',
  '/checkout/cards/setup': 'public',
  '/checkout/payment': 'public',
  '/checkout/session': 'public',
  '/checkout/success': 'public',
  '/events': 'viewer',
  '/events/[id]': 'viewer',
  '/events/[id]/raw': 'viewer',
  '/findings': 'viewer',
  '/icon.svg': 'public',
  '/mails': 'viewer',
  '/mails/[key]': 'viewer',
  '/orders': 'viewer',
  '/orders/[id]': 'viewer',
  '/orders/of/[ref]': 'viewer',
  '/payment-methods': 'viewer',
  '/set-password': 'public',
  '/settings': 'admin',
  '/setup': 'viewer',
  '/sign-in': 'public',
  '/users': 'admin',
  '/users/[id]': 'admin',
  '/webhook': 'public',
  '/welcome': 'public',
};

/** Server actions, by file and name, as server-reference-manifest.json has them. */
export const ACTIONS: Record<string, Access> = {
  'app/account/actions.ts changePassword': 'viewer',
  'app/account/actions.ts revokeOwn': 'viewer',
  'app/account/sign-out.ts signOut': 'public',
  'app/checkout/actions.ts emptyCart': 'public',
  'app/events/[id]/actions.ts replay': 'operator',
  'app/findings/actions.ts checkNow': 'operator',
  'app/orders/[id]/actions.ts retry': 'operator',
  'app/set-password/actions.ts setPassword': 'public',
  'app/settings/actions.ts saveSetting': 'admin',
  'app/setup/actions.ts examineAgain': 'operator',
  'app/setup/actions.ts sendTestEvent': 'operator',
  'app/sign-in/actions.ts signIn': 'public',
  'app/users/actions.ts addUser': 'admin',
  'app/users/actions.ts manageUser': 'admin',
  'app/users/actions.ts revokeOf': 'admin',
  'app/welcome/actions.ts welcome': 'public',
};
