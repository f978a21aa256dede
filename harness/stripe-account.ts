import Stripe from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { startScript } from './processes';
import { TEST_KEY } from './stripe-cli';
import { type StripeStandIn, startStripeStandIn } from './stripe-stand-in/start';

type Env = Record<string, string | undefined>;

/** An account of its own at a stand-in of Stripe's API, for the commands that change it and the real SDK that looks. */
export function useStripeAccount() {
  let standIn: StripeStandIn;
  beforeAll(async () => {
    standIn = await startStripeStandIn();
  });
  afterAll(() => standIn.stop());
  const access = (): Env => ({ STRIPE_SECRET_KEY: TEST_KEY, STRIPE_API_BASE_URL: standIn.url });

  return {
    access,
    standIn: () => standIn,
    sdk(): Stripe {
      const { hostname, port } = new URL(standIn.url);
      return new Stripe(TEST_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
    },
    async endpoints(): Promise<Stripe.WebhookEndpoint[]> {
      return (await this.sdk().webhookEndpoints.list({ limit: 100 })).data;
    },
    async removeEndpoints(): Promise<void> {
      for (const { id } of await this.endpoints()) await this.sdk().webhookEndpoints.del(id);
    },
    /** Runs a script with the account's key to its end. */
    async run(
      script: string,
      args: string[],
      env: Env = {},
    ): Promise<{ code: number | null; output: string; data: string }> {
      const command = startScript(`scripts/${script}.ts`, args, {
        HOOKWELL_DATA_DIR: process.env.HOOKWELL_DATA_DIR,
        ...access(),
        ...env,
      });
      const code = await command.exited;
      return { code, output: command.output(), data: command.data() };
    },
  };
}
