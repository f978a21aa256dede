import type { CliChoice } from '../../lib/dev/stripe-cli/find-cli';
import { KnownError } from '../../lib/kit/known-error';

/** The options by which `listen` and `trigger` choose a Stripe CLI and where it connects to. */
export const stripeCliOptions = {
  'stripe-bin': { type: 'string' },
  cli: { type: 'string' },
  'api-base': { type: 'string' },
} as const;

/** Which Stripe CLI the options ask for. */
export function cliChoice(values: { 'stripe-bin'?: string; cli?: string }): CliChoice {
  if (values.cli !== undefined && values.cli !== 'system' && values.cli !== 'npm')
    throw new KnownError(`--cli takes "system" (the one on the PATH) or "npm", not ${values.cli}`);
  return { bin: values['stripe-bin'], system: values.cli === 'system' };
}
