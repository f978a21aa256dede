import { buildEvent } from '../../lib/dev/simulator/build';
import { printEvent } from '../../lib/dev/simulator/deliver';

/** Sizes as Stripe prints them: a PaymentIntent's event, one of 4 KB, and an invoice with many lines. */
export type PayloadName = '2.2 KB' | '4 KB' | '60 KB';

const BYTES: Record<PayloadName, number> = { '2.2 KB': 2_200, '4 KB': 4_000, '60 KB': 60_000 };
const ID = 'evt_0000000000000000';
const OBJECT = 'pi_0000000000000000';

const templates = new Map<PayloadName, string>();

/** The text of an event of this size whose id, and whose object's id, are made from `key`. */
export function makeBody(payload: PayloadName, key: string): string {
  let template = templates.get(payload);
  if (!template) {
    template = makeTemplate(BYTES[payload]);
    templates.set(payload, template);
  }
  // An object's id has no further underscore: with one it would not be stored as an id that people search by.
  return template.replaceAll(ID, `evt_${key}`).replaceAll(OBJECT, `pi_${key.replaceAll('_', 'n')}`);
}

function makeTemplate(bytes: number): string {
  const event = buildEvent('payment_intent.succeeded');
  const printed = printEvent(event).replaceAll(event.data.object.id, OBJECT).replaceAll(event.id, ID);
  const missing = bytes - Buffer.byteLength(printed);
  if (missing <= 0) return printed;
  const line = `        "note": "${'x'.repeat(60)}",\n`;
  return printed.replace(
    '"metadata": {',
    `"lines": [\n      {\n${line.repeat(Math.ceil(missing / line.length))}        "last": true\n      }\n    ],\n    "metadata": {`,
  );
}
