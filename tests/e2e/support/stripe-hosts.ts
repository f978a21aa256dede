import { fileURLToPath } from 'node:url';
import type { BrowserContext, Route } from '@playwright/test';
import Stripe from 'stripe';
import { TEST_KEY } from '../../../harness/stripe-cli';
import type { StripeStandIn } from '../../../harness/stripe-stand-in/start';

const script = fileURLToPath(new URL('./stripe-js.js', import.meta.url));
const DECLINED = '4000000000000002';
const LEAVES_3DS = '4000002500003155';
const cors = { 'access-control-allow-origin': '*' };

/** The real SDK, pointed at a stand-in of Stripe's API. */
function sdkOf(standIn: StripeStandIn): Stripe {
  const { hostname, port } = new URL(standIn.url);
  return new Stripe(TEST_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
}

/** Lets a browser reach Stripe's hosts: its script, what that script calls, and the hosted page, on which one pays at once. */
export async function routeStripe(context: BrowserContext, standIn: StripeStandIn): Promise<void> {
  const stripe = sdkOf(standIn);
  await context.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ path: script, contentType: 'text/javascript' }),
  );
  await context.route('https://api.stripe.com/v1/*/*/confirm', (route) => confirm(stripe, route));
  await context.route('https://checkout.stripe.com/c/pay/*', async (route) => {
    const id = route.request().url().split('/').at(-1) ?? '';
    const { success_url: success } = await stripe.checkout.sessions.retrieve(id);
    await stripe.rawRequest('POST', `/v1/checkout/sessions/${id}/pay`);
    const location = success?.replace('{CHECKOUT_SESSION_ID}', id);
    await route.fulfill({ contentType: 'text/html', body: `<a href="${location}">Return to the shop</a>` });
  });
}

async function confirm(stripe: Stripe, route: Route): Promise<void> {
  const [, kind, id = ''] = /v1\/(\w+)\/(\w+)\/confirm/.exec(route.request().url()) ?? [];
  const { card } = route.request().postDataJSON() as { card: string };
  const answer = (json: object) => route.fulfill({ json, headers: cors });
  if (card === LEAVES_3DS)
    return answer({
      error: {
        type: 'invalid_request_error',
        code: 'payment_intent_authentication_failure',
        message:
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      },
    });
  try {
    if (kind === 'setup_intents') return await answer(await stripe.setupIntents.confirm(id));
    const method = card === DECLINED ? 'pm_card_chargeDeclined' : 'pm_card_visa';
    return await answer(await stripe.paymentIntents.confirm(id, { payment_method: method }));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return answer({
      error: { type: error.type === 'StripeCardError' ? 'card_error' : 'api_error', message: error.message },
    });
  }
}
