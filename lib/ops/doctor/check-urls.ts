import { parseConnectionString } from '../../kit/connection-string/parse';
import { tlsModeOf } from '../../kit/connection-string/tls-mode';
import type { Env } from '../../kit/env';
import { type Finding, warn } from './finding';

type Urls = Pick<Env, 'DATABASE_URL' | 'DIRECT_DATABASE_URL' | 'DATABASE_CA'>;

/** What the database's URLs ask for in vain, and whether somebody could sit in between. */
export function checkUrls({ DATABASE_CA, ...urls }: Urls): Finding[] {
  return (['DATABASE_URL', 'DIRECT_DATABASE_URL'] as const).flatMap((name) => {
    const url = urls[name];
    if (!url) return [];
    const target = parseConnectionString(url);
    const ignored = target.notes.map((note) =>
      warn('database_url_ignored', `${name}: ${note}`, 'Leave it out, unless another program reads the same URL.'),
    );
    if (tlsModeOf(target, DATABASE_CA !== undefined) !== 'no-verify') return ignored;
    return [
      ...ignored,
      warn(
        'database_tls_unverified',
        `${name}: the connection is encrypted, but nobody verifies who answers`,
        'Write sslmode=verify-full, and set DATABASE_CA where the provider signs with an authority of its own. Heroku and Railway have none to name.',
      ),
    ];
  });
}
