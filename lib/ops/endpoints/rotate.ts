import type Stripe from 'stripe';
import { KnownError } from '../../kit/known-error';
import { probeSecret } from '../doctor/reachability/probe-secret';
import { createEndpoint } from './create-endpoint';
import { type Endpoint, type EndpointKind, kindOf, META } from './endpoint';
import type { Rotation } from './rotation';
import { secretLines } from './secret-lines';

/** What the steps need from outside: the terminal, the configuration and the database. */
export type RotationTools = {
  say(line: string): void;
  /** Asks before something that others notice. False: not now. */
  confirm(question: string): Promise<boolean>;
  /** Waits until the person says that the app runs with the new secret. False: nobody is there to wait for. */
  waitForApp(): Promise<boolean>;
  /** The secret of an endpoint, if this machine knows it (STRIPE_WEBHOOK_SECRET, by label). */
  secretOf(endpointId: string): string | undefined;
  /** Events that were stored since, and how many of them were verified by this endpoint's secret. */
  countEvents(endpointId: string, since: Date): Promise<{ all: number; by: number }>;
};

const AGAIN = 'npm run endpoint -- rotate';

/** Step 1: the new endpoint, off until the app knows its secret, so that no delivery fails meanwhile. */
export async function beginRotation(
  stripe: Stripe,
  old: Endpoint,
  options: { types: string[]; kind: EndpointKind },
  { say }: RotationTools,
): Promise<{ rotation: Rotation; secret: string }> {
  const { endpoint, secret } = await createEndpoint(stripe, {
    url: old.url,
    kind: kindOf(old) ?? options.kind,
    types: options.types,
    description: old.description ?? undefined,
    metadata: { [META.replaces]: old.id },
  });
  const next = await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  say(`Step 1 of 4: made ${next.id} beside ${old.id}, for the same URL, with API version ${next.api_version}.`);
  say('It is off until the app knows its secret, so that no delivery fails.\n');
  for (const line of secretLines({ ...next, kind: kindOf(next) ?? options.kind }, secret, true)) say(line);
  say('Keep the label before the colon: it shows which events came by the new endpoint. Then restart the app.');
  return { rotation: { next, old, step: 'secret' }, secret };
}

/** Step 2: the app has to verify what is signed with the new secret. Then both endpoints are on. */
export async function proveSecret(
  stripe: Stripe,
  { next, old }: Rotation,
  told: string | undefined,
  tools: RotationTools,
): Promise<Rotation> {
  const secret = told ?? tools.secretOf(next.id);
  if (!secret)
    throw new KnownError(
      `Step 2 of 4: this machine does not know the secret of ${next.id}. Add it to STRIPE_WEBHOOK_SECRET in .env.local, too, as ${next.id}:whsec_… , then: ${AGAIN}\nIf it is lost: ${AGAIN} --abandon, and begin again.`,
    );
  const { finding } = await probeSecret(next.url, next.id, secret);
  if (finding.severity !== 'ok')
    throw new KnownError(
      `Step 2 of 4: the app at ${next.url} did not prove that it knows the new secret.\n${finding.message}.\n${finding.fix}\nThe old endpoint goes on as before. When that is mended: ${AGAIN}`,
    );
  const enabled = await stripe.webhookEndpoints.update(next.id, {
    disabled: false,
    metadata: { [META.proven]: new Date().toISOString() },
  });
  tools.say(`Step 2 of 4: the app accepts the new secret. ${next.id} is on, beside ${old?.id ?? 'none'}.`);
  tools.say('Each event now comes twice. It is stored and applied once; the rest counts as a further delivery.');
  return { next: enabled, old, step: 'events' };
}

/** Step 3: events have to come by the new endpoint, then the old one is switched off. False: not yet. */
export async function seeEvents(
  stripe: Stripe,
  { next, old }: Rotation,
  { noEvents }: { noEvents: boolean },
  { say, confirm, countEvents }: RotationTools,
): Promise<boolean> {
  if (!old) return true;
  if (!noEvents) {
    const { all, by } = await countEvents(next.id, new Date(next.metadata[META.proven] as string));
    if (by === 0) {
      say(`Step 3 of 4: no event has come by ${next.id} yet (${all} stored since it is on).`);
      say(`Wait for one, or make one (\`npm run trigger -- customer.created\` in test mode). Then: ${AGAIN}`);
      say('If the secret has another label than the endpoint’s id, or nothing ever happens here: --no-events.');
      return false;
    }
    say(`Step 3 of 4: of ${all} events since, ${by} came by ${next.id} first.`);
  }
  if (!(await confirm(`Switch the old endpoint ${old.id} off?`))) return false;
  await stripe.webhookEndpoints.update(old.id, { disabled: true });
  say(`${old.id} is off. To take that back: npm run endpoint -- enable ${old.id}`);
  say(`Step 4 of 4: when all is well, take its secret out of STRIPE_WEBHOOK_SECRET (or write :retired behind it),`);
  say(`restart the app, and delete the endpoint with: ${AGAIN}`);
  return false;
}

/** Step 4: the new one still works, and the old one goes for good. */
export async function retireOld(stripe: Stripe, { next, old }: Rotation, tools: RotationTools): Promise<boolean> {
  const { say, confirm, secretOf } = tools;
  const secret = secretOf(next.id);
  if (secret) {
    const { finding } = await probeSecret(next.url, next.id, secret);
    if (finding.severity !== 'ok')
      throw new KnownError(
        `Step 4 of 4: the app no longer accepts the new secret, so the old endpoint stays. ${finding.message}.\n${finding.fix}`,
      );
    say('Step 4 of 4: the app still accepts the new secret.');
  }
  if (old) {
    if (!(await confirm(`Delete the old endpoint ${old.id} for good?`))) return false;
    await stripe.webhookEndpoints.del(old.id);
  }
  await stripe.webhookEndpoints.update(next.id, { metadata: { [META.replaces]: '', [META.proven]: '' } });
  say(`${old ? `${old.id} is deleted. ` : ''}The rotation is complete: ${next.id} has taken over.`);
  return true;
}

/** Back to where it began: the old endpoint on, the new one gone. */
export async function abandonRotation(stripe: Stripe, { next, old }: Rotation, { say, confirm }: RotationTools) {
  if (!old) throw new KnownError(`The old endpoint is deleted, there is no way back. To finish: ${AGAIN}`);
  if (!(await confirm(`Switch ${old.id} on and delete ${next.id}?`))) return;
  await stripe.webhookEndpoints.update(old.id, { disabled: false });
  await stripe.webhookEndpoints.del(next.id);
  say(`${old.id} is on, ${next.id} is deleted. Take its secret out of STRIPE_WEBHOOK_SECRET again.`);
}
