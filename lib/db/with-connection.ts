import type pg from 'pg';
import { connectionOptions } from './connection-options';
import { ContractClient } from './contract-client';

/** Runs `work` on one connection of its own, and closes it. A connection that breaks meanwhile fails the work, not the process. */
export async function withConnection<T>(
  url: string,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new ContractClient({
    connectionTimeoutMillis: 10_000,
    ...connectionOptions(url),
    application_name: `hookwell-${name}`,
    query_timeout: 30_000,
    contract: { statementTimeoutMs: 30_000 },
    // One after the other: what a pooler says before it closes the connection would be lost under what is sent behind it.
    pipeline: false,
  });
  let lost: Error | undefined;
  client.on('error', (error) => {
    lost = error;
  });
  await client.connect();
  try {
    return await work(client);
  } catch (error) {
    // What the server or a pooler says before it closes the connection tells more than that it did.
    throw isServerError(error) ? error : (lost ?? error);
  } finally {
    await client.end();
  }
}

const isServerError = (error: unknown): boolean => (error as { severity?: string } | null)?.severity !== undefined;
