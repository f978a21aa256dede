import type { TestProject } from 'vitest/node';
import { generateClient } from '../lib/db/generate-client';
import { startTestServer } from './test-server';

/** Vitest's global setup of the integration tests: one server and one migrated template for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient();
  const { stop, ...server } = await startTestServer();
  project.provide('testServer', server);
  return stop;
}
