import { hashPassword } from 'better-auth/crypto';
import { KnownError } from '../lib/kit/known-error';
import { recordAudit } from '../lib/people/audit/record-audit';
import { readEmail } from '../lib/people/users/create-user';
import { endSessions } from '../lib/people/users/end-sessions';
import { createPasswordLink } from '../lib/people/users/password-link';
import { writePassword } from '../lib/people/users/write-password';
import { runCommand } from './support/cli';
import { readPassword } from './support/read-password';
import { withDatabase } from './support/with-database';

const usage = `
Usage: npm run user:reset -- EMAIL [--password-stdin]

Lets somebody in again who forgot their password, without a mail server: prints a one-time link with which they choose a
new one, within two days. Their sessions end when it is set.

  --password-stdin  sets the password that stands on standard input instead: 12 to 128 characters
`;

const actor = { id: null, name: 'npm run user:reset', role: 'admin' } as const;

await runCommand(
  { usage, options: { 'password-stdin': { type: 'boolean', default: false } }, words: 1 },
  async ({ values, words: [typed] }) => {
    if (!typed) throw new KnownError(`Whose? Name the e-mail address.\n\n${usage.trim()}`);
    await withDatabase('user-reset', async (db) => {
      const password = await readPassword(readEmail(typed) ?? typed, {
        stdin: values['password-stdin'] === true,
        link: true,
      });
      const passwordHash = password === null ? null : await hashPassword(password);
      const user = await db.user.findUnique({ where: { email: readEmail(typed) ?? '' } });
      if (!user) throw new KnownError(`Nobody has the address ${typed}. Add them: npm run user:add -- ${typed}`);
      const link = await db.$transaction(async (tx) => {
        await recordAudit(tx, { actor, action: passwordHash ? 'password.set' : 'user.link', target: user.id });
        if (!passwordHash) return createPasswordLink(tx, user.id);
        await writePassword(tx, user.id, passwordHash);
        await endSessions(tx, user.id);
        return null;
      });
      if (link) console.log(`This link opens once, within two days:\n\n  ${link}\n`);
      else console.log(`The password of ${user.email} is set, and their sessions have ended.`);
      if (user.banned) console.log('They are suspended: an admin has to lift that under /users.');
    });
  },
);
