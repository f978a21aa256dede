import type { EventContext } from '../../db/event-context';
import type { BalanceFacts } from '../../stripe/balance-schema';

/** Keeps the balance as this event told it, a row for each currency. It has no state: each event is a picture of its own. */
export async function recordBalance({ tx, event }: EventContext, balance: BalanceFacts): Promise<void> {
  const currencies = new Set([...balance.available, ...balance.pending].map(({ currency }) => currency));
  const total = (funds: BalanceFacts['available'], code: string) =>
    funds.filter(({ currency }) => currency === code).reduce((sum, { amount }) => sum + amount, 0n);
  for (const currency of currencies)
    await tx.$executeRaw`
      insert into hookwell.balance_snapshots (event_id, account, livemode, currency, available, pending, created_at)
      values (
        ${event.id}, ${event.account}, ${event.livemode}, ${currency}, ${total(balance.available, currency)},
        ${total(balance.pending, currency)}, ${event.createdAt}
      )
      on conflict (event_id, currency) do nothing`;
}
