import { generateClient } from '../lib/db/generate-client';
import { appUrl } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { explainStripeError } from '../lib/ops/endpoints/stripe-access';
import { runCommand } from './support/cli';

const usage = `
Usage: npm run endpoint -- <command> [options]

Registers the webhook at Stripe, with just the event types that have a handler and the API version of this app. Takes the
key in STRIPE_SECRET_KEY; a restricted one needs “Webhook Endpoints: Write”. docs/endpoints.md shows a session.

  list                 every endpoint that the key sees, and which are Hookwell's
  create --url URL     makes one, and shows its signing secret once. --url https://shop.example.com is enough
  update <id>          shows which event types differ from those handled, asks, and sets them
  disable <id>         Stripe sends nothing more to it; \`enable <id>\` takes that back
  delete <id>          for good
  rotate [<id>]        a new secret and API version: a second endpoint, both accepted for a while, then the old one goes.
                       Each call goes as far as it can and says what to do next; call it again to go on, from any machine

  --connect       create, update, rotate: for the events of connected accounts
  --url URL       create: where to; update: the new URL
  --anyway        create: although an endpoint has this URL already
  --keep-others   update: leaves the types in that nobody handles
  --no-events     rotate: switches the old one off without an event that came by the new one
  --abandon       rotate: back to the old endpoint, the new one is deleted
  --yes, -y       does not ask
  --live          needed for every change when STRIPE_SECRET_KEY is a live key
`;

const flag = { type: 'boolean' } as const;
const options = {
  url: { type: 'string' },
  connect: flag,
  anyway: flag,
  'keep-others': flag,
  'no-events': flag,
  abandon: flag,
  yes: { type: 'boolean', short: 'y' },
  live: flag,
} as const;

await runCommand({ usage, options, words: 2 }, async ({ values, words }) => {
  const [name, id] = words;
  if (!name) throw new KnownError(`Which command?\n\n${usage.trim()}`);
  // The registry imports the handlers, and they import Prisma's client.
  await generateClient();
  const { commands } = await import('./support/endpoint-commands');
  const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined;
  if (!command) throw new KnownError(`There is no command ${name}. It takes ${Object.keys(commands).join(', ')}.`);
  try {
    await command({
      id,
      url: values.url,
      appUrl: appUrl(),
      kind: values.connect ? 'connect' : 'account',
      anyway: values.anyway ?? false,
      keepOthers: values['keep-others'] ?? false,
      noEvents: values['no-events'] ?? false,
      abandon: values.abandon ?? false,
      yes: values.yes ?? false,
      live: values.live ?? false,
    });
  } catch (error) {
    throw explainStripeError(error);
  }
});
