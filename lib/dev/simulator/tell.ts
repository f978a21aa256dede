import type Stripe from 'stripe';
import { addMonths } from './add-months';
import { EVENT_FACTORIES, type SimulatedType } from './event-factories';
import { type EventFactory, wrapEvent } from './events';
import { MIX, MIX_STORIES } from './mix';
import { Random } from './random';
import { SCENARIOS, type Scenario, type StoryName } from './scenarios';
import { Story } from './story';
import type { StoryOptions } from './story-facts';

const DAY = 24 * 60 * 60;

/** What is told, and when it ends (in Unix seconds). */
export type TellOptions = Omit<StoryOptions, 'start'> & { end: number };

/** One event, told from the story in which it belongs. */
export function makeEvent(type: SimulatedType, { end, ...options }: TellOptions): Stripe.Event {
  const { facts, after } = EVENT_FACTORIES[type] as EventFactory<SimulatedType>;
  const story = new Story({ ...options, start: end - after, ...facts });
  story.wait(after);
  return eventOf(story, type);
}

/** The events of one story, the last of them at the end. */
export function makeStory(name: StoryName, { end, ...options }: TellOptions): Stripe.Event[] {
  const { facts, steps }: Scenario = SCENARIOS[name];
  const story = new Story({ ...options, start: startOf(steps, end), ...facts });
  return steps.map(({ type, after = 0, first }) => {
    story.wait(after === 'next period' ? story.period.end - story.now : after);
    first?.(story);
    return eventOf(story, type);
  });
}

/** Several customers' stories of the last day, woven into one sequence by their time. */
export function tellMix({ end, seed, ...options }: TellOptions): Stripe.Event[] {
  const random = new Random(`${seed} mix`);
  const stories = Array.from({ length: MIX_STORIES }, (_, i) =>
    makeStory(random.weighted(MIX).name, { ...options, seed: `${seed}/${i}`, end: end - random.int(0, DAY) }),
  );
  return stories.flat().sort((a, b) => a.created - b.created);
}

function eventOf(story: Story, type: SimulatedType): Stripe.Event {
  const factory = EVENT_FACTORIES[type] as EventFactory<SimulatedType>;
  return wrapEvent(story, type, factory.build(story)) as Stripe.Event;
}

/** Counts back from the end. A period is a month from the story's start, so the steps before it do not count. */
function startOf(steps: Scenario['steps'], end: number): number {
  let since = 0;
  let periods = 0;
  for (const { after = 0 } of steps) {
    if (after === 'next period') {
      since = 0;
      periods += 1;
    } else since += after;
  }
  return addMonths(end - since, -periods);
}
