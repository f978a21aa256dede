import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { KnownError } from '../../kit/known-error';
import { correctAnswers, removeAnswers } from './answers';
import { EVENT_FACTORIES, type SimulatedType } from './event-factories';
import type { EventOf } from './events';
import { MIX_SUMMARY } from './mix';
import { SCENARIOS, type StoryName } from './scenarios';
import { applyToEvent, applyToStory, factsFrom, type SetValues } from './set-values';
import { suggest } from './suggest';
import { makeEvent, makeStory, type TellOptions, tellMix } from './tell';

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
  /**
   * Whether each event brings what Stripe would answer about its payment, under `simulated`; so it does unless this is
   * false. Without, it says as little as a real webhook.
   */
  answers?: boolean;
};

/** A story, or the mix of them. */
export type ScenarioName = StoryName | 'mixed';

/** What each scenario tells, in one line. */
export const SCENARIO_SUMMARIES: Readonly<Record<ScenarioName, string>> = {
  ...(Object.fromEntries(Object.entries(SCENARIOS).map(([name, { summary }]) => [name, summary])) as Record<
    StoryName,
    string
  >),
  mixed: MIX_SUMMARY,
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
export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(SCENARIO_SUMMARIES, name);

/**
 * One event of a type, complete as Stripe sends it. Events of different types from one seed tell of the same payment.
 * Throws {@link UnknownNameError} for a type that the simulator does not know and SetPathError for a path that leads nowhere.
 */
export function buildEvent<T extends SimulatedType>(type: T, options?: BuildOptions): EventOf<T>;
export function buildEvent(type: string, options?: BuildOptions): Stripe.Event;
export function buildEvent(type: string, options: BuildOptions = {}): Stripe.Event {
  if (!isSimulatedType(type)) throw unknownName(type);
  const event = makeEvent(type, tellOptions(options));
  applyToEvent(event, options.set ?? {});
  settleAnswers([event], options);
  return event;
}

/**
 * The events of a business story in Stripe's usual order; all ids fit together. `mixed` tells the stories of several
 * customers at once. Throws like {@link buildEvent}.
 */
export function buildScenario(name: ScenarioName | (string & {}), options: BuildOptions = {}): Stripe.Event[] {
  if (!isScenario(name)) throw unknownName(name);
  const events = name === 'mixed' ? tellMix(tellOptions(options)) : makeStory(name, tellOptions(options));
  applyToStory(events, options.set ?? {});
  settleAnswers(events, options);
  return events;
}

/** Values that were set may have given the payment another id. */
function settleAnswers(events: Stripe.Event[], { answers = true }: BuildOptions): void {
  for (const event of events) (answers ? correctAnswers : removeAnswers)(event);
}

function tellOptions(options: BuildOptions): TellOptions {
  const { seed = randomSeed(), now = new Date(), livemode, account, set = {} } = options;
  return { seed, end: Math.floor(now.getTime() / 1000), livemode, account, ...factsFrom(set) };
}

/** The error for a name that means nothing here. */
export function unknownName(name: string): UnknownNameError {
  return new UnknownNameError(
    name,
    suggest(name, [...Object.keys(EVENT_FACTORIES), ...Object.keys(SCENARIO_SUMMARIES)]),
  );
}
