import { trigger } from '../lib/dev/stripe-cli/trigger';
import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';
import { cliChoice, stripeCliOptions } from './support/stripe-cli-options';

const usage = `
Usage: npm run trigger -- <event> [options]

Lets Stripe's test mode do what leads to an event, for example payment_intent.succeeded or payment_method.attached, with
\`stripe trigger\`. The event arrives where \`npm run listen\` runs. \`npx stripe trigger --help\` names all events.
Without a Stripe account use \`npm run simulate\`.

  --override KEY=VALUE   a value of an object: payment_intent:amount=4200
  --add KEY=VALUE, --remove KEY, --skip STEP
                         as \`stripe trigger\` takes them
  --stripe-account ID    on behalf of a connected account
  --cli system           the Stripe CLI that is installed on this machine, instead of npm's
  --stripe-bin PATH      the Stripe CLI at this place
`;

const several = { type: 'string', multiple: true } as const;
const handedOn = {
  override: several,
  add: several,
  remove: several,
  skip: several,
  'stripe-account': several,
};

await runCommand(
  { usage, mode: 'development', options: { ...stripeCliOptions, ...handedOn }, words: 1 },
  async ({ values, words }) => {
    const [event] = words;
    if (!event) throw new KnownError(`Which event?\n\n${usage.trim()}`);
    const names = Object.keys(handedOn) as (keyof typeof handedOn)[];
    const args = names.flatMap((name) => (values[name] ?? []).flatMap((value) => [`--${name}`, value]));
    await trigger({ ...cliChoice(values), event, args, apiBase: values['api-base'] });
  },
);
