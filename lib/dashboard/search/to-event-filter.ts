import type { PrismaClient } from '../../db/generated/client';
import type { EventFilter } from '../../inbox/store/filter';
import { type Question, typeHasWords } from '../../stripe/classify';
import { hasEvents, listEventTypes } from '../events/queries';
import { idsOfEmail } from './search';

/** How many customers, orders and sessions of one e-mail address are followed to their events. */
const FOLLOWED = 100;

type Narrowed = Pick<EventFilter, 'types' | 'account' | 'objectIds' | 'requestId'>;

/** The events that a question is about, as a filter. What is not known here is a filter that nothing matches. */
export async function toEventFilter(prisma: PrismaClient, question: Question, livemode: boolean): Promise<Narrowed> {
  switch (question.kind) {
    case 'request':
      return { requestId: question.id };
    case 'account':
      // A connected account sends events of its own; an Account that is somebody's customer is named in others'.
      return (await hasEvents(prisma, { livemode, account: question.id }))
        ? { account: question.id }
        : { objectIds: [question.id] };
    case 'order':
      return { objectIds: await refsOf(prisma, [question.id]) };
    case 'object':
      return { objectIds: [question.id] };
    case 'email': {
      const { customers, orders, sessions } = await idsOfEmail(prisma, question.email, FOLLOWED);
      return {
        objectIds: [...new Set([...customers.map(({ id }) => id), ...(await refsOf(prisma, orders)), ...sessions])],
      };
    }
    case 'type':
      return { types: (await listEventTypes(prisma, livemode)).filter((type) => typeHasWords(type, question.words)) };
    // An event is opened, not listed: where there is none, nothing matches.
    case 'event':
    case 'nothing':
      return { objectIds: [] };
  }
}

async function refsOf(prisma: PrismaClient, orderIds: string[]): Promise<string[]> {
  const rows = await prisma.orderRef.findMany({ where: { orderId: { in: orderIds } }, select: { ref: true } });
  return rows.map(({ ref }) => ref);
}
