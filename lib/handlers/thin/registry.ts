import type { Handler } from '../define-handler';
import { eventGenerationFailure } from './event-generation-failure';
import { handleByFetching } from './handle-by-fetching';
import { snapshotByNotification } from './snapshot-by-notification';

/** Every type of event notification with a handler of its own, one line each. */
const THIN_HANDLERS = [eventGenerationFailure];

type Find = (snapshotType: string) => Handler | undefined;

/**
 * The handler of an event notification: one of the list, or that of the snapshot event which `v1.…` stands for. Undefined:
 * nobody handles it, it is kept as `ignored`.
 */
export function findThinHandler(type: string, find: Find): Handler | undefined {
  const own = THIN_HANDLERS.find((handler) => handler.type === type);
  if (own) return handleByFetching(own, find);
  const snapshotType = type.startsWith('v1.') ? type.slice(3) : null;
  return snapshotType && find(snapshotType) ? handleByFetching(snapshotByNotification(snapshotType), find) : undefined;
}
