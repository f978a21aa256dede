import type { EventOutcome, EventSource, EventStatus } from '../../db/generated/enums';
import type { Change } from '../changes/queries';

/** The two orders in which a story can be told: as Stripe made the events, or as they came here. Both latest first. */
export const storyOrders = ['stripe', 'arrival'] as const;
export type StoryOrder = (typeof storyOrders)[number];

/** The event that had the last word on an object's row when another one was applied. */
export type Winner = {
  eventId: string;
  type: string;
  createdAt: Date;
  /** The state that the row was in; null for a row without one. */
  state: string | null;
};

/** One event of an object's story. */
export type StoryEvent = {
  id: string;
  type: string;
  livemode: boolean;
  status: EventStatus;
  source: EventSource;
  /** When Stripe made it, in whole seconds. */
  createdAt: Date;
  receivedAt: Date;
  processedAt: Date | null;
  redactedAt: Date | null;
  nextAttemptAt: Date | null;
  /** What the event itself is about. */
  objectId: string | null;
  deliveries: number;
  attempts: number;
  summary: string | null;
  outcome: EventOutcome | null;
  lastError: string | null;
  winner: Winner | null;
  /** What it changed of the object that the story is about. */
  changes: Change[];
};
