import type { StoryEvent, StoryOrder } from './story-orders';

type Placed = Pick<StoryEvent, 'id' | 'type' | 'createdAt' | 'receivedAt'>;

/**
 * What usually comes first within one second, which is as exact as Stripe's clock: something is made, then it moves on,
 * then it ends. The first word that the end of a type holds decides.
 */
const STEPS = [
  /(^|\.)(created|attached)$/,
  /\.(requires_action|processing|pending|partially_funded|amount_capturable_updated|finalized)$/,
  /\.(succeeded|failed|payment_failed|setup_failed|captured)$/,
  /\.(paid|payment_succeeded|completed|refunded)$/,
  /\.(funds_withdrawn|funds_reinstated)$/,
  /\.(updated|automatically_updated|resumed|paused)$/,
  /\.(canceled|voided|expired|detached|deleted|closed)$/,
];

const stepOf = (type: string): number => {
  const step = STEPS.findIndex((pattern) => pattern.test(type));
  return step < 0 ? STEPS.length : step;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Stripe's order, latest first. It knows nothing of the arrival: any order of arrival gives the same story. */
function compareAtStripe(a: Placed, b: Placed): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || stepOf(b.type) - stepOf(a.type) || byText(b.id, a.id);
}

const compareArrival = (a: Placed, b: Placed): number =>
  b.receivedAt.getTime() - a.receivedAt.getTime() || byText(b.id, a.id);

/** The events of a story in one of its orders, latest first. */
export const sortStory = <Event extends Placed>(events: Event[], order: StoryOrder): Event[] =>
  [...events].sort(order === 'stripe' ? compareAtStripe : compareArrival);
