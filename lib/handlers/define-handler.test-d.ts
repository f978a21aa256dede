// Compiled by `npm run typecheck`, never run: what is marked must not compile.
import { buildEvent } from '../dev/simulator/build';
import { defineHandler } from './define-handler';

defineHandler('charge.succeeded', async (event) => {
  const amount: number = event.data.object.amount;
  const type: 'charge.succeeded' = event.type;
  return `${type} ${amount}`;
});

// @ts-expect-error Stripe sends no event of this name.
defineHandler('charge.succeded', async () => '');

defineHandler('payment_method.detached', async (event) => {
  // @ts-expect-error A payment method has no amount.
  const amount = event.data.object.amount;
  return `${amount}`;
});

// @ts-expect-error A handler says what it did, in words.
defineHandler('invoice.paid', async () => {});

defineHandler('invoice.paid', async (_event, context) => {
  // @ts-expect-error A handler writes through its transaction only.
  await context.prisma.order.count();
  return '';
});

const paid = defineHandler('invoice.paid', async (event) => event.data.object.id ?? '');
paid.handle(buildEvent('invoice.paid'), {} as never);
// @ts-expect-error A handler takes the events of its own type.
paid.handle(buildEvent('charge.succeeded'), {} as never);
