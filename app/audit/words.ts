/** What each action of the audit log means. One that is not here is shown as it is written. */
export const auditWords: Record<string, string> = {
  'session.start': 'Signed in',
  'session.refuse': 'Sign-in refused',
  'session.end': 'Signed out',
  'session.revoke': 'Sessions ended',
  'password.change': 'Changed the password',
  'password.set': 'Set a password by link',
  'user.create': 'Added a user',
  'user.role': 'Changed a role',
  'user.ban': 'Suspended a user',
  'user.unban': 'Lifted a suspension',
  'user.remove': 'Removed a user',
  'user.link': 'Made a password link',
  'event.replay': 'Replayed an event',
  'event.replay_many': 'Replayed many events',
  'event.replay_cancel': 'Stopped a replay',
  'effect.retry': 'Retried an effect',
  'order.release': 'Released an order for fulfillment',
  'order.cancel': 'Canceled the fulfillment of an order',
  'order.done': 'Marked an order as done',
  'findings.check': 'Asked for a check',
  'settings.change': 'Changed a setting',
  'customer.erase': 'Erased a customer or guest',
  'simulator.send': 'Sent test events',
};

/** The action in words: `list.export` becomes “List export” where nobody wrote better ones. */
export function describeAction(action: string): string {
  const words = action.replace(/[._]+/g, ' ');
  return auditWords[action] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a reader needs beside it: `role: admin, sessions: 2`. */
export function describeDetail(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) return '';
  const { from, to, ...rest } = detail as Record<string, unknown>;
  const change = from !== undefined && to !== undefined ? { '': `${from} → ${to}` } : { from, to };
  return Object.entries({ ...change, ...rest })
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(
      ([name, value]) => `${name && `${name}: `}${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
    )
    .join(', ');
}
