import build from '../../harness/build-app';
import { startTestServer } from '../../harness/test-server';

/** The server that every test's database is cloned on, and the production build that every test's app runs. */
export default async function setup(): Promise<() => Promise<void>> {
  await build();
  const { stop, ...server } = await startTestServer();
  process.env.HOOKWELL_E2E_SERVER = JSON.stringify(server);
  return stop;
}
