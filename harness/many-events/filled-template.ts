import { cloneFilled } from '../shared-template';
import type { TestDatabase, TestServer } from '../test-server';
import { fillManyEvents } from './fill-many';

/**
 * A database with many events (see fill.sql.ts), its statistics up to date. The first who asks fills a template, in
 * about 15 seconds for 200,000; everybody after that, in whatever process, gets a copy of it. It goes with the server.
 */
export const createFilledDatabase = (server: TestServer, events: number): Promise<TestDatabase> =>
  cloneFilled(server, `filled_${events}`, (url) => fillManyEvents(url, events));
