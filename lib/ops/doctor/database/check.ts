import type pg from 'pg';
import type { Finding } from '../finding';
import type { Server } from './read-server';

/** Where the database is. `serverless`: a process is one function, with a small pool. */
export type DatabaseOptions = { url: string; directUrl: string | undefined; serverless: boolean };

/** What a check looks at: a connection to the database, and what was read of its server. */
export type Looked = { client: pg.Client; server: Server; pending: string[]; options: DatabaseOptions };

/**
 * One check of the database. `before`: it needs no tables of ours, and comes before the migrations; `after`: it looks
 * at them. `doctor`: only the doctor asks. A check changes nothing.
 */
export type DatabaseCheck = {
  when: 'before' | 'after' | 'doctor';
  look(looked: Looked): Finding[] | Promise<Finding[]>;
};
