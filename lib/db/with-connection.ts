import pg from 'pg';
import { connectionOptions } from './connection-options';

/** Runs `work` on one connection of its own, and closes it. A connection that breaks meanwhile fails the work, not the process. */
export async function withConnection<T>(
  url: string,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionTimeoutMillis: 10_000,
    ...connectionOptions(url),
    application_name: `hookwell-${name}`,
    query_timeout: 30_000,
  });
  let lost: Error | undefined;
  client.on('error', (error) => {
    lost = error;
  });
  await client.connect();
  try {
    return await work(client);
  } catch (error) {
    throw lost ?? error;
  } finally {
    await client.end();
  }
}
