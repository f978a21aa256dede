import type { Socket } from 'node:net';
import pg from 'pg';

/** What may differ between connections; all else is the same for each of them. */
export type Contract = {
  /** Where names without a schema are looked for. We have none: every statement names ours in full. */
  searchPath: string;
  /** 0 is no limit, whatever the role's or the database's own is. */
  statementTimeoutMs: number;
  idleInTransactionMs: number;
  /** Whether notifications reach the session that asked for them by LISTEN: behind a pooler that shares sessions they do not. */
  listens: () => boolean;
};

export type ContractConfig = pg.ClientConfig & { contract?: Partial<Contract>; pipeline?: boolean };

const DEFAULTS: Contract = {
  searchPath: 'pg_catalog, pg_temp',
  statementTimeoutMs: 0,
  idleInTransactionMs: 0,
  listens: () => true,
};

/** What a result of ours depends on, and what a server, a role, a database or another client of a pooler may have set. */
const FIXED = {
  timezone: "'UTC'",
  datestyle: "'ISO, MDY'",
  intervalstyle: "'postgres'",
  standard_conforming_strings: 'on',
  extra_float_digits: '1',
  bytea_output: "'hex'",
  array_nulls: 'on',
  transform_null_equals: 'off',
  row_security: 'on',
  lock_timeout: '0',
};

/** For a transaction (`set local`), or for a session that is ours alone (`set`). */
function settingsFor(scope: 'set local' | 'set', contract: Contract, serverVersion: number): string {
  const { searchPath, statementTimeoutMs, idleInTransactionMs } = contract;
  const all = {
    // First what may cut off even this.
    ...(serverVersion >= 17 && { transaction_timeout: 0 }),
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    ...FIXED,
    search_path: searchPath,
  };
  return Object.entries(all)
    .map(([name, value]) => `${scope} ${name} = ${value};`)
    .join(' ');
}

/**
 * The same for a whole session, and its isolation: for migrations, whose scripts may begin and commit by themselves. Only
 * where {@link lookBetween} has seen that the session is not shared.
 */
export const sessionSettings = (serverVersion: number, contract: Partial<Contract> = {}): string =>
  `${settingsFor('set', { ...DEFAULTS, ...contract }, serverVersion)} set default_transaction_isolation = 'read committed';`;

/** A tracing tool may write one before a statement. */
const COMMENTS = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/;
const BEGIN = /^\s*(?:begin|start\s+transaction)\b([^;]*);?\s*$/i;
const END = /^\s*(?:commit|end|rollback|abort)\b(?!.*\bto\b)[^;]*;?\s*$/i;
/** What PostgreSQL refuses within a transaction. */
const OUTSIDE =
  /^\s*(?:vacuum|(?:create|drop)\s+database|alter\s+system|(?:create|drop)\s+(?:unique\s+)?index\s+concurrently)\b/i;
const LISTEN = /^\s*(?:un)?listen\b/i;

type Query = string | (pg.QueryConfig & { submit?: unknown });
type Callback = (error: Error | null, result?: pg.QueryResult) => void;

/**
 * The client of all of our connections. Each transaction begins with the settings that we rely on, and each statement
 * outside of one gets one of its own, sent along with it: nothing is set for a session, so that nothing can leak into
 * or out of it, and behind a pooler the same holds. Costs one round trip as before, and 10 to 40 µs.
 * `pipeline: false` sends one after the other instead, for COPY and cursors, which pg does not pipeline.
 * https://www.postgresql.org/docs/current/sql-set.html
 */
export class ContractClient extends pg.Client {
  readonly #contract: Contract;
  readonly #pipelines: boolean;
  /** Between our BEGIN and its end, as sent: what the server last said may be older than what is under way. */
  #open = false;
  #serverVersion = 0;
  #settings: string | undefined;
  #underWay = 0;
  /** A statement that is sent after its own begin, and before its commit. */
  #turn: Promise<void> | undefined;

  constructor(config: ContractConfig = {}) {
    const pipeline = config.pipeline ?? true;
    // A pool hides the password from whoever copies its options.
    super({ ...config, password: config.password, pipeline } as pg.ClientConfig);
    this.#pipelines = pipeline;
    this.#contract = { ...DEFAULTS, ...config.contract };
    connectionOf(this).on('parameterStatus', ({ parameterName, parameterValue }) => {
      if (parameterName === 'server_version') this.#serverVersion = Number.parseInt(parameterValue, 10);
    });
    this.query = ((query: Query, values?: unknown, callback?: Callback) => {
      if (typeof query !== 'string' && query.submit) return super.query(query as never);
      const tell = typeof values === 'function' ? (values as Callback) : callback;
      const answer = this.#run(query, Array.isArray(values) ? values : undefined);
      if (!tell) return answer;
      // Outside of the promise: what a callback throws is no failure of the query.
      answer.then(
        (result) => process.nextTick(tell, null, result),
        (error) => process.nextTick(tell, error),
      );
    }) as pg.Client['query'];
    const end = this.end.bind(this) as (tell?: () => void) => Promise<void>;
    this.end = ((tell?: () => void) => {
      // A client that pipelines would wait for its last statement, which may hang for ever.
      if (this.#underWay > 0) connectionOf(this).stream.destroy();
      return end(tell);
    }) as pg.Client['end'];
  }

  async #run(query: Query, values?: unknown[]): Promise<pg.QueryResult> {
    // Whoever asks in between waits, or would stand in a transaction that is not its own.
    while (this.#turn) await this.#turn;
    const text = (typeof query === 'string' ? query : (query.text ?? '')).replace(COMMENTS, '');
    const [isBegin, modes = ''] = BEGIN.exec(text) ?? [];
    if (isBegin) return this.#begin(modes);
    if (END.test(text)) {
      this.#open = false;
      // By its text, not as a prepared statement: of which a pooler's next connection knows nothing.
      return this.#send(text);
    }
    if (LISTEN.test(text) && !this.#contract.listens()) return EMPTY;
    if (this.#open || OUTSIDE.test(text)) return this.#send(query, values);
    if (this.#pipelines) return this.#alone(query, values);
    const answer = this.#alongside(query, values);
    const turn: Promise<void> = answer.then(noop, noop).then(() => {
      if (this.#turn === turn) this.#turn = undefined;
    });
    this.#turn = turn;
    return answer;
  }

  async #begin(modes: string): Promise<pg.QueryResult> {
    this.#open = true;
    try {
      const results = await this.#send(this.#opening(modes));
      return (Array.isArray(results) ? results[0] : results) as pg.QueryResult;
    } catch (error) {
      this.#open = false;
      throw error;
    }
  }

  #opening(modes = ''): string {
    const isolation = /isolation/i.test(modes) ? '' : ' isolation level read committed';
    this.#settings ??= settingsFor('set local', this.#contract, this.#serverVersion);
    return `begin ${modes.trim()}${isolation}; ${this.#settings}`;
  }

  async #alone(query: Query, values?: unknown[]): Promise<pg.QueryResult> {
    const sent = [this.#send(this.#opening()), this.#send(query, values), this.#send('commit')] as const;
    // All three, also after a failure: the connection must not be given back in the middle of them.
    const [begun, answer, ended] = await Promise.allSettled(sent);
    for (const each of [begun, answer, ended]) if (each.status === 'rejected') throw each.reason;
    return (answer as PromiseFulfilledResult<pg.QueryResult>).value;
  }

  async #alongside(query: Query, values?: unknown[]): Promise<pg.QueryResult> {
    await this.#begin('');
    try {
      const result = await this.#send(query, values);
      await this.#send('commit');
      return result;
    } catch (error) {
      // One that hangs is not waited for a second time.
      if ((error as Error).message === 'Query read timeout') connectionOf(this).stream.destroy();
      else await this.#send('rollback').catch(noop);
      throw error;
    } finally {
      this.#open = false;
    }
  }

  async #send(query: Query, values?: unknown[]): Promise<pg.QueryResult> {
    this.#underWay += 1;
    try {
      return await (super.query(query as string, values) as Promise<pg.QueryResult>);
    } finally {
      this.#underWay -= 1;
    }
  }
}

const noop = () => {};

const EMPTY = { command: 'LISTEN', rowCount: null, oid: 0, fields: [], rows: [] } as pg.QueryResult;

type Status = { parameterName: string; parameterValue: string };
type Connection = { stream: Socket; on(event: 'parameterStatus', tell: (status: Status) => void): void };
const connectionOf = (client: pg.Client) => (client as unknown as { connection: Connection }).connection;
