/** How the connection is encrypted, in libpq's words and pg's `no-verify`: https://www.postgresql.org/docs/current/libpq-ssl.html */
export type TlsMode = 'disable' | 'require' | 'verify-ca' | 'verify-full' | 'no-verify';

type Tls = {
  /** Undefined: the URL does not say. */
  mode?: TlsMode;
  /** The authority's file, or `system` for the ones that Node knows. */
  rootCert?: string;
  cert?: string;
  key?: string;
  /** A client certificate with its key in one file, as Prisma takes it (PKCS 12). */
  identity?: string;
  passphrase?: string;
  minVersion?: 'TLSv1.2' | 'TLSv1.3';
  direct?: boolean;
};

/** What a connection string says, checked. Nothing has been read from a file. */
export type ConnectionTarget = {
  user?: string;
  password?: string;
  /** A name, an address, or the folder of a Unix socket. */
  host: string;
  port: number;
  database: string;
  tls: Tls;
  /** Sent at the start of a session; poolers refuse it, Neon and Supabase name a project in it. */
  options?: string;
  channelBinding: boolean;
  /** The most connections that a process opens. */
  poolSize?: number;
  /** How long to wait for a connection, in seconds. */
  waitSeconds?: number;
  /** It leads to a pooler that hands each transaction to another connection. */
  pooled: boolean;
  /** What it asks for and does not get, a sentence each. Never a value. */
  notes: string[];
};

/** Thrown for a string that is refused. The message goes on behind the variable's name, and never shows a value. */
export class ConnectionStringError extends Error {
  override name = 'ConnectionStringError';
}

export function refuse(message: string): never {
  throw new ConnectionStringError(message);
}
