import { withConnection } from '../../lib/db/with-connection';
import { handledTypes } from '../../lib/handlers/registry';
import { env } from '../../lib/kit/env';
import { KnownError } from '../../lib/kit/known-error';
import { createEndpoint, refuseDuplicate } from '../../lib/ops/endpoints/create-endpoint';
import { describeEndpoint } from '../../lib/ops/endpoints/describe-endpoint';
import { type Endpoint, type EndpointKind, listEndpoints } from '../../lib/ops/endpoints/endpoint';
import { endpointUrl } from '../../lib/ops/endpoints/endpoint-url';
import { planUpdate } from '../../lib/ops/endpoints/plan-update';
import type { RotationTools } from '../../lib/ops/endpoints/rotate';
import { runRotation } from '../../lib/ops/endpoints/run-rotation';
import { secretLines } from '../../lib/ops/endpoints/secret-lines';
import { requireStripe, requireStripeToChange } from '../../lib/ops/endpoints/stripe-access';
import { confirm, isInteractive, pressEnter } from './ask';
import { openDatabase } from './open-database';

type EndpointInput = {
  id: string | undefined;
  url: string | undefined;
  appUrl: string;
  kind: EndpointKind;
  anyway: boolean;
  keepOthers: boolean;
  noEvents: boolean;
  abandon: boolean;
  yes: boolean;
  live: boolean;
};

/** The commands of `npm run endpoint`, by name. */
export const commands = { list, create, update, enable, disable, delete: remove, rotate };

async function list(): Promise<void> {
  const endpoints = await listEndpoints(requireStripe());
  if (endpoints.length === 0)
    return console.log('Stripe knows no endpoint in the mode of this key. `create --url https://…` makes one.');
  console.log(endpoints.map((endpoint) => describeEndpoint(endpoint, handledTypes())).join('\n\n'));
}

async function create({ url: given, appUrl, kind, anyway, live }: EndpointInput): Promise<void> {
  if (!given && !appUrl.startsWith('https:'))
    throw new KnownError('Where to? npm run endpoint -- create --url https://shop.example.com');
  const url = endpointUrl(given ?? appUrl);
  const stripe = requireStripeToChange(live);
  if (!anyway) await refuseDuplicate(stripe, url, kind);
  const { endpoint, secret } = await createEndpoint(stripe, { url, kind, types: handledTypes() });
  console.log(`Made:\n\n${describeEndpoint(endpoint, handledTypes())}\n`);
  for (const line of secretLines({ ...endpoint, kind }, secret)) console.log(line);
  console.log('Restart the app, then look whether all of it works: npm run doctor');
}

async function update(input: EndpointInput): Promise<void> {
  const stripe = requireStripeToChange(input.live);
  const endpoint = await stripe.webhookEndpoints.retrieve(requireId(input));
  const { lines, params } = planUpdate(endpoint, {
    handled: handledTypes(),
    url: input.url && endpointUrl(input.url),
    keepOthers: input.keepOthers,
    kind: input.kind,
  });
  if (lines.length === 0) return console.log(`${endpoint.id} sends just what is handled: there is nothing to change.`);
  console.log(`${endpoint.id}  ${endpoint.url}\n${lines.join('\n')}`);
  if (!input.yes && !(await confirm('Change it?'))) return;
  const changed = await stripe.webhookEndpoints.update(endpoint.id, params);
  console.log(`Changed:\n\n${describeEndpoint(changed, handledTypes())}`);
}

async function enable(input: EndpointInput): Promise<void> {
  const stripe = requireStripeToChange(input.live);
  const { id } = await stripe.webhookEndpoints.update(requireId(input), { disabled: false });
  console.log(`${id} is on: Stripe sends its events again.`);
}

async function disable(input: EndpointInput): Promise<void> {
  const stripe = requireStripeToChange(input.live);
  const endpoint = await agreedOn(await stripe.webhookEndpoints.retrieve(requireId(input)), 'Switch it off?', input);
  if (!endpoint) return;
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  console.log(`${endpoint.id} is off: Stripe sends nothing more to it. \`enable ${endpoint.id}\` takes that back.`);
}

async function remove(input: EndpointInput): Promise<void> {
  const stripe = requireStripeToChange(input.live);
  const endpoint = await agreedOn(
    await stripe.webhookEndpoints.retrieve(requireId(input)),
    'Delete it for good? Its secret is worth nothing then.',
    input,
  );
  if (!endpoint) return;
  await stripe.webhookEndpoints.del(endpoint.id);
  console.log(`${endpoint.id} is deleted. Take its secret out of STRIPE_WEBHOOK_SECRET.`);
}

async function rotate({ id, kind, yes, live, noEvents, abandon }: EndpointInput): Promise<void> {
  const stripe = requireStripeToChange(live);
  const tools: RotationTools = {
    say: (line) => console.log(line),
    confirm: async (question) => yes || confirm(question),
    async waitForApp() {
      if (!isInteractive()) return false;
      await pressEnter(
        '\nPress Enter when the app runs with it. (Or Ctrl-C, and go on later: npm run endpoint -- rotate) ',
      );
      return true;
    },
    secretOf: (endpointId) => env().STRIPE_WEBHOOK_SECRET.find((entry) => entry.label === endpointId)?.secret,
    countEvents,
  };
  await runRotation(stripe, { id, types: handledTypes(), kind, noEvents, abandon }, tools);
}

async function countEvents(endpointId: string, since: Date): Promise<{ all: number; by: number }> {
  const database = await openDatabase();
  try {
    return await withConnection(database.url, 'endpoint', async (client) => {
      const { rows } = await client.query<{ all: number; by: number }>(
        `select count(*)::int as all, count(*) filter (where exists (
           select from hookwell.event_deliveries d where d.event_id = e.id and d.secret_label = $1
         ))::int as by
         from hookwell.webhook_events e where received_at > $2`,
        [endpointId, since],
      );
      return rows[0] as { all: number; by: number };
    });
  } finally {
    await database.release();
  }
}

function requireId({ id }: EndpointInput): string {
  if (id) return id;
  throw new KnownError('Which one? Give its id, we_…; `npm run endpoint -- list` shows all.');
}

/** The endpoint, once the person has seen which it is and agreed. */
async function agreedOn(endpoint: Endpoint, question: string, { yes }: EndpointInput): Promise<Endpoint | null> {
  console.log(describeEndpoint(endpoint, handledTypes()));
  return yes || (await confirm(question)) ? endpoint : null;
}
