import { listen } from '../lib/dev/stripe-cli/listen';
import { appUrl } from '../lib/kit/env';
import { runCommand } from './support/cli';
import { cliChoice, stripeCliOptions } from './support/stripe-cli-options';

const usage = `
Usage: npm run listen [-- options]

Forwards the events of your Stripe account's test mode to the app on this machine with \`stripe listen\`, and hands the
app the session's signing secret: no copy and paste, no restart. Takes the key in STRIPE_SECRET_KEY, or the login that
\`npx stripe login\` made. Ctrl-C ends it. docs/develop.md shows a session.

  --events LIST      only these types, separated by commas; all of them when left out
  --forward-to URL   where to, instead of the app's /api/webhook
  --cli system       the Stripe CLI that is installed on this machine, instead of npm's; older ones work too
  --stripe-bin PATH  the Stripe CLI at this place
`;

const options = { ...stripeCliOptions, events: { type: 'string' }, 'forward-to': { type: 'string' } } as const;

await runCommand({ usage, mode: 'development', options }, async ({ values }) => {
  const ending = new AbortController();
  // Kept, not once: npm passes on the Ctrl-C that the terminal has sent to all of us already.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  const asked = values['forward-to'] ?? `${appUrl()}/api/webhook`;
  const forwardTo = /^https?:\/\//.test(asked) ? asked : `http://${asked}`;
  await listen({ ...cliChoice(values), forwardTo, events: values.events, apiBase: values['api-base'] }, ending.signal);
});
