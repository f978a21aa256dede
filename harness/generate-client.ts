import { generateClient } from '../lib/db/generate-client';

/** Vitest's global setup of the unit tests: what they import may import Prisma's client. */
export default async function setup(): Promise<void> {
  await generateClient();
}
