import type Stripe from 'stripe';
import { buildEvent, buildScenario } from '../../lib/dev/simulator/build';
import { MIX } from '../../lib/dev/simulator/mix';
import type { Random } from '../../lib/dev/simulator/random';

/** What happened at Stripe to one customer. Built again from this, its events are the same, byte for byte. */
export type StoryNote = { account: string; name: string; seed: string; now: number };

/** So many that what differs in one can be read. */
const ACCOUNTS = 40;
/** Customers who do something at the same time. */
const AT_ONCE = 30;

/** The events of a story, in the order in which they happened. */
export function eventsOfStory({ account, name, seed, now }: StoryNote): Stripe.Event[] {
  // As Stripe tells it: what a payment pays is asked for.
  const options = { seed, account, now: new Date(now), answers: false };
  return name in SINGLE ? [buildEvent(SINGLE[name as keyof typeof SINGLE], options)] : buildScenario(name, options);
}

/** What is told by one event. */
const SINGLE = { probe: 'customer.created', opening: 'invoice.finalized' } as const;

/** Invents stories, and tells them all at once. `told` are those that were begun; `learn` hears of them first. */
export function tellStories(
  seed: string,
  random: Random,
  { reorder, learn }: { reorder: number; learn: (events: Stripe.Event[]) => void },
) {
  const told: StoryNote[] = [];
  const open: Stripe.Event[][] = [];
  const now = Date.now();

  function begin(name: string): Stripe.Event[] {
    const account = `acct_chaos${told.length % ACCOUNTS}`;
    const note = { account, name, seed: `${seed} ${told.length}`, now };
    told.push(note);
    const events = eventsOfStory(note);
    learn(events);
    return events;
  }

  return {
    told,
    /** An invoice of each account, before anything else: each is a shop that sends invoices from the start. */
    openings: (): Stripe.Event[] => Array.from({ length: ACCOUNTS }, () => begin('opening')[0] as Stripe.Event),
    /** The next event, mostly in the order of its story. */
    next(): Stripe.Event {
      while (open.length < AT_ONCE) open.push(begin(random.weighted(MIX).name));
      const at = random.int(0, open.length - 1);
      const story = open[at] as Stripe.Event[];
      const place = random.next() < reorder ? random.int(0, story.length - 1) : 0;
      const [event] = story.splice(place, 1);
      if (story.length === 0) open.splice(at, 1);
      return event as Stripe.Event;
    },
    /** What the stories that were begun still have to tell. */
    rest: (): Stripe.Event[] => random.shuffle(open.splice(0).flat()),
    /** One event that nothing else has to do with. */
    probe: (): Stripe.Event => begin('probe')[0] as Stripe.Event,
  };
}

export type Stories = ReturnType<typeof tellStories>;
