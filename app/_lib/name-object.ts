import { objectKindOf } from '@/lib/stripe/object-kinds';

/** What kind of object an id of Stripe names. */
export const nameObject = (id: string): string => objectKindOf(id)?.name ?? 'Object';

/** Whether a string in a payload is the id of an object that events speak of. */
export const isNamedObjectId = (text: string): boolean =>
  /^[a-z]+_[A-Za-z0-9_]{8,}$/.test(text) && nameObject(text) !== 'Object' && !text.startsWith('evt_');
