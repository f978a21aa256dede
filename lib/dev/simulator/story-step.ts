import type { SimulatedType } from './event-factories';
import type { Story } from './story';

/** One step of a story: the event, how long after the one before it (in seconds), and what happens just before it. */
export type StoryStep = { type: SimulatedType; after?: number | 'next period'; first?: (story: Story) => void };
