import { UnprocessableEvent } from '../../stripe/unprocessable-event';
import { defineThinHandler, type ThinHandler } from './define-thin-handler';

/**
 * `v1.charge.succeeded` tells by a notification what `charge.succeeded` tells by a snapshot: its object is fetched and
 * handled by the same handler. Rule: https://docs.stripe.com/webhooks/migrate-snapshot-to-thin-events
 */
export const snapshotByNotification = (snapshotType: string): ThinHandler =>
  defineThinHandler({
    type: `v1.${snapshotType}`,

    async findSubject({ id, related_object: object }, { account }) {
      // The balance is the one object that has no id.
      const type = object?.type ?? (snapshotType === 'balance.available' ? 'balance' : null);
      if (!type) throw new UnprocessableEvent(`${id} names no object, so there is nothing to fetch`);
      return { type: snapshotType, account, object: { id: object?.id ?? null, type } };
    },

    describe: ({ type }) => `Fetched for ${type}`,
  });
