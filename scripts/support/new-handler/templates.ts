import { isSimulatedType } from '../../../lib/dev/simulator/build';
import type { EventKind } from './event-types';

/** `invoice.payment_failed` → `invoicePaymentFailed`. */
export const nameOf = (type: string): string =>
  type.replaceAll(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());

/** Breaks a sentence into the lines of a comment. */
function comment(text: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 110) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => ` * ${line}`).join('\n');
}

/** `topup.created` → `topups`: the family of the types that tell of one kind of object, as its file is named. */
export const familyOf = (type: string): string => `${type.slice(0, type.lastIndexOf('.')).replaceAll(/[._]/g, '-')}s`;

/** `customer-tax-ids` → `customerTaxIds`. */
export const nameOfFamily = (family: string): string => nameOf(family.replaceAll('-', '_'));

/** The handler's file, among the shop's own. */
export const handlerFile = (kind: EventKind): string =>
  file(kind, '..', (handler) => `export const ${nameOf(kind.type)} = ${handler};`);

/** A family's file, among Hookwell's own, with the first of its handlers. */
export const familyFile = (kind: EventKind): string =>
  file(kind, '.', (handler) => `export const ${nameOfFamily(familyOf(kind.type))} = [${handler}];`);

/** `handlers` is the way from the file to lib/handlers. */
function file({ type, occurs, hasId }: EventKind, handlers: string, declare: (handler: string) => string): string {
  const field = hasId ? 'id' : 'object';
  return `import { z } from 'zod';
import { readObject, text } from '${handlers === '.' ? '..' : '../..'}/stripe/read-object';
import { defineHandler } from '${handlers}/define-handler';

/** What this handler needs of the object. Where it is missing the event fails at once and waits for a person. */
const schema = z.object({ ${field}: text });

/**
${comment(occurs)}
 * https://docs.stripe.com/api/events/types#event_types-${type}
 */
${declare(`defineHandler('${type}', async (event) => {
  const object = readObject(schema, event);
  // The second parameter is the context: read and write through its tx only. See docs/handlers.md.
  return \`${type} of \${object.${field}}: seen, nothing done yet\`;
})`)}
`;
}

/** The handler's test, on a real database. */
export function testFile({ type, hasId }: EventKind): string {
  const simulated = isSimulatedType(type);
  const event = simulated
    ? `buildEvent('${type}')`
    : `{
      ...buildEvent('customer.created'),
      type: '${type}',
      // Replace it by one that Stripe sent: the dashboard shows each event as it came.
      data: { object: { ${hasId ? "id: 'obj_1', " : ''}object: '${type.split('.').slice(0, -1).join('.')}' } },
    } as unknown as Stripe.Event`;
  return `${simulated ? '' : "import type Stripe from 'stripe';\n"}import { describe, expect, it } from 'vitest';
import { useInbox } from '@/harness/inbox';
import { expectNoFindings } from '@/harness/invariants';
import { storeEvents } from '@/harness/store-event';
import { buildEvent } from '@/lib/dev/simulator/build';
import { processEvent } from '@/lib/worker/process-event';

const inbox = useInbox();
const firstTry = { attempt: 1, last: false, workerId: null };

describe('${type}', () => {
  it('is applied, and changes nothing more when it is applied again', async () => {
    const event = ${event};
    await storeEvents([event]);
    await processEvent(inbox.prisma(), event.id, firstTry);
    const applied = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: event.id } });
    expect(applied).toMatchObject({ status: 'processed', summary: expect.stringContaining('nothing done yet') });

    const changes = await inbox.prisma().eventChange.count();
    await inbox.prisma().webhookEvent.update({ where: { id: event.id }, data: { status: 'pending' } });
    await processEvent(inbox.prisma(), event.id, firstTry);
    expect(await inbox.prisma().eventChange.count()).toBe(changes);
    await expectNoFindings(inbox.prisma());
  });
});
`;
}
