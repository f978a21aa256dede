import type { Database } from '../../db/client';
import { log } from '../../kit/log/log';
import { checkMoney } from './check-money';

/** The scheduled check: tells what is wrong since the last time, once. */
export async function watchMoney(prisma: Database): Promise<void> {
  for (const { rule, objectId, orderId, eventIds, message, isNew } of await checkMoney(prisma))
    if (isNew) log().error({ rule, objectId, orderId, eventIds }, `${message} (npm run check:money)`);
}
