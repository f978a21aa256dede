import { once } from 'node:events';
import { createServer } from 'node:net';
import { KnownError } from '../../lib/kit/known-error';

/** Fails with the next step when somebody listens on this port already. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw portError(error as NodeJS.ErrnoException, host, port);
  }
  server.close();
  await once(server, 'close');
}

/** What it means that the server could not listen, in words. */
export function portError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new KnownError(
      `Port ${port} on ${host} is in use. Stop what runs there, or choose another one with PORT=${port + 1}.`,
    );
  if (error.code === 'EACCES')
    return new KnownError(`Port ${port} needs more rights than this user has. Choose one above 1023 with PORT=3000.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new KnownError(`HOST=${host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for every address.`);
  return error;
}
