import { listStory, type StoryOf } from '@/lib/dashboard/stories/queries';
import type { PrismaClient } from '@/lib/db/generated/client';
import type { StoryAsk } from './open-object';

/** As many events as a page of a story holds. */
const perPage = 50;

/** The page of a story that the address asks for. */
export const loadStory = (prisma: PrismaClient, of: StoryOf, ask: StoryAsk) =>
  listStory(prisma, { ...of, ...ask, limit: perPage });
