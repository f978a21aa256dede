import type { SimulatedType } from './event-factories';
import type { Story, StoryOptions } from './story';

/** One step of a business story: the event, how long after the one before it comes, and what happens just before it. */
export type Step = { type: SimulatedType; after?: number; first?: (story: Story) => void };

/** A business story of one customer. */
export type Scenario = {
  /** One line for `--list`. */
  summary: string;
  facts?: Pick<StoryOptions, 'payWith' | 'forInvoice' | 'manualCapture'>;
  steps: readonly Step[];
};

const PURCHASE: readonly Step[] = [
  { type: 'customer.created' },
  { type: 'payment_intent.created' },
  { type: 'payment_method.attached', after: 1 },
  { type: 'charge.succeeded' },
  { type: 'payment_intent.succeeded' },
  { type: 'checkout.session.completed', after: 1 },
  { type: 'charge.updated', after: 3 },
];

/** The stories that the simulator can tell, in the order in which Stripe usually sends their events. */
export const SCENARIOS = {
  purchase: { summary: 'a card payment through hosted Checkout', steps: PURCHASE },
} satisfies Record<string, Scenario>;

/** The name of a story. */
export type ScenarioName = keyof typeof SCENARIOS;
