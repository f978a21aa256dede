import { type BuildOptions, buildEvent, buildScenario, isScenario } from '../build';
import { printEvent } from '../deliver';
import { Random } from '../random';
import type { SimulateOptions } from './options';

/** One signed request to come: the event's id and type for the report, and its text. */
export type Outgoing = { id: string; type: string; payload: string };

type What = Pick<
  SimulateOptions,
  'names' | 'count' | 'duplicate' | 'shuffle' | 'seed' | 'livemode' | 'account' | 'set' | 'answers'
>;

/**
 * What is to be sent, in batches whose members go out at the same moment: one event, or an event and its duplicate.
 * Events are built as they are asked for, except when they have to be shuffled.
 */
export function* deliveriesOf(what: What): Generator<Outgoing[]> {
  if (!what.shuffle) {
    for (const event of eventsOf(what)) yield what.duplicate ? [event, event] : [event];
    return;
  }
  const all = [...eventsOf(what)].flatMap((event) => (what.duplicate ? [event, event] : [event]));
  for (const event of new Random(`${what.seed} shuffle`).shuffle(all)) yield [event];
}

function* eventsOf({ names, count, seed, livemode, account, set, answers }: What): Generator<Outgoing> {
  for (let round = 0; round < count; round++) {
    const options: BuildOptions = { seed: round === 0 ? seed : `${seed}.${round}`, livemode, account, set, answers };
    for (const name of names) {
      const events = isScenario(name) ? buildScenario(name, options) : [buildEvent(name, options)];
      for (const event of events) yield { id: event.id, type: event.type, payload: printEvent(event) };
    }
  }
}
