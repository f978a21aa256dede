import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way of one process to PostgreSQL, on which everything can happen that a network does. */
export type Network = Awaited<ReturnType<typeof startNetwork>>;

type Pair = { client: Socket; server: Socket };

/** Opens the other half of a connection, and lets both flow until one ends. */
function join(client: Socket, to: URL, pairs: Set<Pair>, orphans: Set<Socket>): void {
  const server = connect(Number(to.port), to.hostname);
  const pair = { client, server };
  pairs.add(pair);
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.on('error', () => one.destroy());
    one.on('close', () => {
      if (pairs.delete(pair)) other.destroy();
      orphans.delete(one);
    });
    one.pipe(other);
  }
}

/** Stands between a process and the server in `target`. */
export async function startNetwork(target: string) {
  const to = new URL(target);
  const pairs = new Set<Pair>();
  const orphans = new Set<Socket>();

  const gate = createServer((client) => join(client, to, pairs, orphans)).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(gate.address() as AddressInfo).port}`;

  return {
    url: url.href,
    /** The ports by which the server knows its present connections. */
    ports: () => [...pairs].map(({ server }) => server.localPort),
    /** Resets the connections that `choose` picks. */
    cut(choose: () => boolean = () => true): void {
      for (const { client } of [...pairs]) if (choose()) client.resetAndDestroy();
    },
    /** From now on nothing arrives on the present connections, and nobody is told. Returns how to end them at last. */
    silence(): () => void {
      const silent = [...pairs];
      for (const { client, server } of silent) {
        client.unpipe(server);
        server.unpipe(client);
      }
      return () => {
        for (const { client } of silent) client.destroy();
      };
    },
    /**
     * What the server sees when the process's machine loses its power: nothing at all. Its side of the connections stays
     * open, with whatever its transactions have locked. Returns how to end them, as TCP's keepalive would after a while.
     */
    loseMachine(): () => void {
      const left = [...pairs].map(({ client, server }) => {
        server.unpipe(client);
        client.unpipe(server);
        server.resume();
        return { client, server };
      });
      for (const pair of [...pairs]) pairs.delete(pair);
      for (const { client, server } of left) {
        orphans.add(server);
        client.destroy();
      }
      return () => {
        for (const { server } of left) server.destroy();
      };
    },
    close(): void {
      gate.close();
      for (const { client } of pairs) client.destroy();
      for (const server of orphans) server.destroy();
    },
  };
}
