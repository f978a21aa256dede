import type { ToldBy } from '../../db/event-context';

type Stored = Pick<ToldBy, 'id' | 'type' | 'account' | 'livemode' | 'createdAt'>;

/** An event as everything below its handler needs it: what is stored of it, and what its body says beside the object. */
export function toldBy<E extends Stored>(event: E, body: unknown): E & ToldBy {
  const { api_version: apiVersion, data } = body as { api_version?: unknown; data?: { previous_attributes?: unknown } };
  const previous = data?.previous_attributes;
  return {
    ...event,
    apiVersion: typeof apiVersion === 'string' ? apiVersion : null,
    previous: typeof previous === 'object' && previous !== null ? (previous as Record<string, unknown>) : null,
  };
}
