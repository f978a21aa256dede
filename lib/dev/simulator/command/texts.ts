import { SCENARIO_SUMMARIES } from '../build';
import { EVENT_FACTORIES } from '../event-factories';

/** What `--help` prints. */
export const HELP = `Sends signed Stripe events to the running app, without a Stripe account.

  npm run simulate -- payment_intent.succeeded
  npm run simulate -- purchase
  npm run simulate -- mixed --count 5 --shuffle --duplicate
  npm run simulate -- payment_intent.succeeded --set data.object.amount=4200 --set data.object.currency=jpy

What is sent (the -- behind "simulate" hands the rest to the command):
  --list               names all event types and scenarios
  --set path=value     sets a value in the event, JSON or text; may be repeated
  --seed TEXT          makes the same events again; random when left out, and printed
  --live               events of live mode
  --account acct_…     events of a connected account
  --no-answers         leaves out what only Stripe knows (which invoice a payment pays), as a real webhook does
  --print              prints the events instead of sending them

How it is sent:
  --count N            N times, each with new ids
  --duplicate          every event twice, at the same moment
  --shuffle            in a random order
  --rate R             R events a second
  --concurrency N      up to N at the same time (1; with --rate 32)
  --url URL            to another address than the app's own

Exit code: 0 when every event was accepted, 1 when one was refused or nobody answered, 2 for a wrong call.`;

/** What `--list` prints: the scenarios, each with its line, and the types by their first word. */
export function listing(): string {
  const width = Math.max(...Object.keys(SCENARIO_SUMMARIES).map((name) => name.length));
  const scenarios = Object.entries(SCENARIO_SUMMARIES).map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`);
  const families = new Map<string, string[]>();
  for (const type of Object.keys(EVENT_FACTORIES)) {
    const family = type.slice(0, type.lastIndexOf('.'));
    families.set(family, [...(families.get(family) ?? []), `  ${type}`]);
  }
  const types = [...families.values()].map((family) => family.join('\n')).join('\n\n');
  return `Scenarios (a sequence of events):\n${scenarios.join('\n')}\n\nEvent types:\n${types}`;
}
