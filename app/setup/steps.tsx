import type { ReactNode } from 'react';
import { Time } from '@/app/_components/time';
import { Link } from '@/app/_components/ui/link';
import { deploymentMode, recordHref } from '@/app/_lib/mode';
import { appUrl, isProduction } from '@/lib/kit/env';
import { isLocal } from '@/lib/kit/is-local';
import { WHICH_KEY, WHY_A_KEY } from '@/lib/ops/doctor/why-a-key';
import type { Setup } from '@/lib/ops/setup/read-setup';
import { tellStandstill } from '@/lib/upkeep/liveness/standstill';
import { EndpointFacts } from './endpoint-facts';
import { SecretList } from './secret-list';

export type SetupState = 'done' | 'open' | 'wrong' | 'later';

export type SetupStep = {
  id: string;
  title: string;
  state: SetupState;
  optional?: boolean;
  told: ReactNode;
  commands?: { means?: string; text: string }[];
  more?: ReactNode;
};

/** The steps of an installation, in the order in which one takes them. */
export const toSteps = (setup: Setup): SetupStep[] => [
  database(setup),
  secret(setup),
  connection(setup),
  firstEvent(setup),
  firstOrder(setup),
  apiKey(setup),
  sweep(setup),
  mail(setup),
];

const link = 'underline decoration-line-strong underline-offset-3 hover:text-accent';

function database({ health }: Setup): SetupStep {
  const step = { id: 'database', title: 'Database' };
  if (health.status === 'unhealthy') return { ...step, state: 'wrong', told: health.problems.join(' ') };
  const { pending } = health.migrations;
  if (pending.length > 0)
    return {
      ...step,
      state: 'wrong',
      told: `Reached, but ${pending.length === 1 ? 'a migration is' : `${pending.length} migrations are`} not applied.`,
      commands: [{ text: 'npm run db:migrate' }],
    };
  if (health.workers === 0)
    return {
      ...step,
      title: 'Database and worker',
      state: 'wrong',
      told: 'The database is good, but no worker is running: events are kept, and not applied.',
      commands: [{ text: 'npm run worker' }],
    };
  if (health.standstill)
    return {
      ...step,
      title: 'Database and worker',
      state: 'wrong',
      told: `${tellStandstill(health.standstill)}. ${health.standstill.fix}`,
    };
  const workers = health.workers === 1 ? 'one worker is running' : `${health.workers} workers are running`;
  return {
    ...step,
    title: 'Database and worker',
    state: 'done',
    told: `Reached, every migration is applied, and ${workers}.`,
  };
}

function secret({ secrets: { configured, local, uses } }: Setup): SetupStep {
  const step = { id: 'secret', title: 'Signing secret', more: <SecretList uses={uses} /> };
  if (configured.length > 0)
    return {
      ...step,
      state: 'done',
      told: `STRIPE_WEBHOOK_SECRET is set (${configured.join(', ')}). Each secret may sign only what it is for:`,
    };
  if (local.length > 0)
    return {
      ...step,
      state: 'done',
      told: `While developing, this machine’s own secrets do (${local.join(', ')}). A deployment needs STRIPE_WEBHOOK_SECRET.`,
    };
  return {
    ...step,
    state: isProduction() ? 'wrong' : 'open',
    told: 'Without the endpoint’s signing secret every delivery is refused. Put it into the environment and start again:',
    commands: [{ text: 'STRIPE_WEBHOOK_SECRET=whsec_…' }],
  };
}

function connection(setup: Setup): SetupStep {
  const url = `${appUrl()}/api/webhook`;
  const { registered, secrets, verified } = setup;
  const step = { id: 'connection', title: 'Stripe sends events here' };
  if (registered === 'yes')
    return { ...step, state: 'done', told: 'Stripe has an endpoint for this address, and it is switched on.' };
  if (secrets.local.includes('cli'))
    return { ...step, state: 'done', told: 'The Stripe CLI is running, and forwards the events of test mode.' };
  const came = verified && !verified.simulated;
  if (came && registered !== 'off')
    return {
      ...step,
      state: 'done',
      told: 'Events signed for this app have arrived.',
      more: <EndpointFacts url={url} />,
    };
  if (isProduction() || !isLocal(url))
    return {
      ...step,
      state: registered === 'off' ? 'wrong' : 'open',
      told: {
        yes: '',
        off: 'Stripe has an endpoint for this address, but it is switched off.',
        no: 'Stripe has no endpoint for this address yet. Register it, and put the secret that is shown into the environment:',
        local: 'Only this machine reaches the address: set APP_URL to how Stripe reaches the app. Then register it:',
        unknown: 'Register this address at Stripe, by command or in its dashboard:',
      }[registered],
      commands:
        registered === 'off'
          ? [{ text: 'npm run endpoint -- list' }]
          : [{ text: `npm run endpoint -- create --url ${isLocal(url) ? 'https://your.domain' : url}` }],
      more: <EndpointFacts url={url} />,
    };
  return {
    ...step,
    state: 'open',
    told: 'Let Stripe’s own CLI bring the events of your account’s test mode; npm has installed it. The app takes its secret by itself.',
    commands: [
      { means: 'Once, to log in (or set STRIPE_SECRET_KEY):', text: 'npx stripe login' },
      { means: 'In a terminal of its own:', text: 'npm run listen' },
      { means: 'And, in another one, something to see:', text: 'npm run trigger -- payment_intent.succeeded' },
    ],
    more: <EndpointFacts url={url} />,
  };
}

function firstEvent({ verified }: Setup): SetupStep {
  const step = { id: 'event', title: 'First event verified' };
  if (verified)
    return {
      ...step,
      state: 'done',
      told: (
        <>
          <Link
            href={recordHref(`/events/${verified.id}`, deploymentMode() === 'live')}
            className={`${link} font-mono text-[13px]`}
          >
            {verified.type}
          </Link>{' '}
          arrived <Time at={verified.receivedAt} />
          {verified.secretLabel && `, verified by the secret “${verified.secretLabel}”`}
          {verified.simulated && '. It came from the simulator; none from Stripe yet'}.
        </>
      ),
    };
  if (isProduction())
    return {
      ...step,
      state: 'open',
      told: 'Make a payment, or press “Send test events” on the endpoint’s page in Stripe’s dashboard.',
    };
  return {
    ...step,
    state: 'open',
    told: 'Without a Stripe account: press “Send” on this page, or let the simulator tell a purchase, signed as Stripe signs it:',
    commands: [{ text: 'npm run simulate -- purchase' }],
  };
}

function firstOrder({ fulfilled }: Setup): SetupStep {
  const step = { id: 'order', title: 'First order fulfilled' };
  if (!fulfilled)
    return { ...step, state: 'open', told: 'A paid purchase becomes an order, and is fulfilled exactly once.' };
  return {
    ...step,
    state: 'done',
    told: (
      <>
        <Link
          href={recordHref(`/orders/${fulfilled.orderId}`, deploymentMode() === 'live')}
          className={`${link} font-mono text-[13px]`}
        >
          {fulfilled.orderId}
        </Link>{' '}
        was paid and fulfilled <Time at={fulfilled.at} />.
      </>
    ),
  };
}

function apiKey({ hasKey, needsKey }: Setup): SetupStep {
  const step = { id: 'key', title: 'API key' };
  if (hasKey)
    return {
      ...step,
      state: 'done',
      told: 'STRIPE_SECRET_KEY is set: Hookwell asks Stripe which invoice a payment pays, and fetches events that never arrived.',
    };
  const commands = [{ text: 'STRIPE_SECRET_KEY=rk_…' }];
  if (needsKey)
    return {
      ...step,
      state: 'wrong',
      told: `Invoices arrive, but STRIPE_SECRET_KEY is not set. ${WHY_A_KEY} ${WHICH_KEY}`,
      commands,
    };
  return {
    ...step,
    optional: true,
    state: 'later',
    told: `Subscriptions and invoices need one. ${WHY_A_KEY} ${WHICH_KEY}`,
    commands,
  };
}

function sweep({ sweep: found, hasKey }: Setup): SetupStep {
  const step = { id: 'sweep', title: 'Nothing missing' };
  if (!hasKey)
    return {
      ...step,
      optional: true,
      state: 'later',
      told: 'With an API key Hookwell compares the inbox with Stripe’s own list every five minutes, and fetches what never arrived.',
    };
  if (!found)
    return {
      ...step,
      state: 'open',
      told: 'A worker compares the inbox with Stripe’s list at its start and every five minutes. To look now:',
      commands: [{ text: 'npm run sweep' }],
    };
  if (found.error)
    return {
      ...step,
      state: 'wrong',
      told: `The last comparison with Stripe stopped: ${found.error}`,
      commands: [{ text: 'npm run sweep' }],
    };
  return {
    ...step,
    state: 'done',
    told: (
      <>
        {found.checked.toLocaleString('en-US')} events of Stripe’s list were compared, and none is missing; looked{' '}
        <Time at={found.until} />.
      </>
    ),
  };
}

function mail({ mail: mode }: Setup): SetupStep {
  const step = { id: 'mail', title: 'Mail', optional: true };
  if (mode === 'smtp') return { ...step, state: 'done', told: 'Receipts and alerts are handed to the mail server.' };
  return {
    ...step,
    state: 'later',
    told:
      mode === 'kept'
        ? 'Receipts are kept under Mails, and not sent. To send them, and alerts of disputes, set:'
        : 'No receipt and no alert is sent. To send them, set:',
    commands: [
      {
        text: 'SMTP_URL=smtps://user:password@smtp.example.com:465\nEMAIL_FROM=shop@example.com\nOPERATOR_EMAILS=you@example.com',
      },
    ],
  };
}
