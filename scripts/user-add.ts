import { hashPassword } from 'better-auth/crypto';
import { KnownError } from '../lib/kit/known-error';
import { roles } from '../lib/people/auth/roles';
import { createUser, readEmail, readName } from '../lib/people/users/create-user';
import { createPasswordLink } from '../lib/people/users/password-link';
import { runCommand } from './support/cli';
import { readPassword } from './support/read-password';
import { withDatabase } from './support/with-database';

const usage = `
Usage: npm run user:add -- EMAIL [--role ROLE] [--name NAME] [--password-stdin | --link]

Adds somebody who may sign in to the dashboard. Asks for their password; without a terminal, or with --link, it prints a
one-time link with which they choose it themselves, within two days.

  --role ROLE       viewer (sees), operator (replays, exports, retries) or admin (manages users and settings); viewer
  --name NAME       what the dashboard calls them; what stands before the @
  --password-stdin  reads the password from standard input: 12 to 128 characters
  --link            prints the link, and asks for nothing
`;

const options = {
  role: { type: 'string', default: 'viewer' },
  name: { type: 'string', default: '' },
  'password-stdin': { type: 'boolean', default: false },
  link: { type: 'boolean', default: false },
} as const;

await runCommand({ usage, options, words: 1 }, async ({ values, words: [typed] }) => {
  if (!typed) throw new KnownError(`Whom? Name the e-mail address.\n\n${usage.trim()}`);
  const email = readEmail(typed);
  if (!email) throw new KnownError(`${typed} is no e-mail address; write it like ann@example.com.`);
  const role = roles.find((known) => known === values.role);
  if (!role) throw new KnownError(`There is no role “${values.role}”: choose ${roles.join(', ')}.`);
  await withDatabase('user-add', async (db) => {
    const password = await readPassword(email, {
      stdin: values['password-stdin'] === true,
      link: values.link === true,
    });
    const passwordHash = password === null ? undefined : await hashPassword(password);
    const user = { email, role, name: readName(values.name ?? '', email), passwordHash };
    const link = await db.$transaction(async (tx) => {
      const id = await createUser(tx, user, { id: null, name: 'npm run user:add', role: 'admin' });
      if (!id) throw new KnownError(`${email} has an account already. A new password: npm run user:reset -- ${email}`);
      return passwordHash ? null : createPasswordLink(tx, id);
    });
    console.log(`Added ${email} as ${role}.`);
    if (link) console.log(`This link opens once, within two days, and lets them choose a password:\n\n  ${link}\n`);
  });
});
