import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { KnownError } from '../known-error';
import { EVENT_FACTORIES, type SimulatedType } from './event-factories';
import { type EventFactory, type EventOf, wrapEvent } from './events';
import { SCENARIOS, type Scenario, type ScenarioName } from './scenarios';
import { applyToAll, factsFrom, type SetValues } from './set-values';
import { Story, type StoryOptions } from './story';
import { suggest } from './suggest';

/** What a caller may choose. The same seed and `now` give the same events, byte for byte. */
export type BuildOptions = {
  /** Random when left out. */
  seed?: string;
  /** The time at which the (last) event is created; the present when left out. */
  now?: Date;
  livemode?: boolean;
  /** A connected account, `acct_…`. */
  account?: string;
  /** Values to put into the event by their path: `{'data.object.amount': 4200}`. */
  set?: SetValues;
};

/** The name of an event type or scenario that the simulator does not know. `suggestions` are the nearest that it does. */
export class UnknownNameError extends KnownError {
  constructor(
    readonly asked: string,
    readonly suggestions: string[],
  ) {
    const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.join(' or ')}?` : '';
    super(
      `The simulator has no event type or scenario "${asked}".${hint} \`npm run simulate -- --list\` names them all.`,
    );
  }
}

/** A new seed, short enough to type. */
export const randomSeed = (): string => randomBytes(4).toString('hex');

/** Whether the simulator can build an event of this type. */
export const isSimulatedType = (name: string): name is SimulatedType => Object.hasOwn(EVENT_FACTORIES, name);

/** Whether there is a scenario of this name. */
export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(SCENARIOS, name);

/**
 * One event of a type, complete as Stripe sends it. Events of different types from one seed tell of the same payment.
 * Throws {@link UnknownNameError} for a type that the simulator does not know and SetPathError for a path that leads nowhere.
 */
export function buildEvent<T extends SimulatedType>(type: T, options?: BuildOptions): EventOf<T>;
export function buildEvent(type: string, options?: BuildOptions): Stripe.Event;
export function buildEvent(type: string, options: BuildOptions = {}): Stripe.Event {
  if (!isSimulatedType(type)) throw unknownName(type);
  const { facts, after } = EVENT_FACTORIES[type] as EventFactory<SimulatedType>;
  const story = new Story({ ...storyOptions(options, after), ...facts });
  story.wait(after);
  const event = tell(story, type);
  applyToAll([event], options.set ?? {});
  return event;
}

/** The events of a business story in Stripe's usual order; all ids fit together. Throws like {@link buildEvent}. */
export function buildScenario(name: ScenarioName | (string & {}), options: BuildOptions = {}): Stripe.Event[] {
  if (!isScenario(name)) throw unknownName(name);
  const { facts, steps }: Scenario = SCENARIOS[name];
  const length = steps.reduce((sum, step) => sum + (step.after ?? 0), 0);
  const story = new Story({ ...storyOptions(options, length), ...facts });
  const events = steps.map((step) => {
    story.wait(step.after ?? 0);
    step.first?.(story);
    return tell(story, step.type);
  });
  applyToAll(events, options.set ?? {});
  return events;
}

function tell(story: Story, type: SimulatedType): Stripe.Event {
  const factory = EVENT_FACTORIES[type] as EventFactory<SimulatedType>;
  return wrapEvent(story, type, factory.build(story)) as Stripe.Event;
}

function storyOptions(options: BuildOptions, length: number): StoryOptions {
  const { seed = randomSeed(), now = new Date(), livemode, account, set = {} } = options;
  const start = Math.floor(now.getTime() / 1000) - length;
  return { seed, start, livemode, account, ...factsFrom(set) };
}

/** The error for a name that means nothing here. */
export function unknownName(name: string): UnknownNameError {
  return new UnknownNameError(name, suggest(name, [...Object.keys(EVENT_FACTORIES), ...Object.keys(SCENARIOS)]));
}
