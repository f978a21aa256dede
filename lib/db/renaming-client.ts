import pg from 'pg';
import { SCHEMA } from './schemas';

type Query = (...args: unknown[]) => unknown;

/**
 * A `pg.Client` for which every statement that names our schema names `schema` instead: how a rebuild runs the same code on
 * copies of its own.
 */
export function renamingClient(schema: string): typeof pg.Client {
  const rename = (text: string) => text.replaceAll(`${SCHEMA}.`, `${schema}.`);
  return class extends pg.Client {
    // biome-ignore lint/suspicious/noExplicitAny: pg's own overloads return what the driver returns for each form.
    override query(...[statement, ...rest]: unknown[]): any {
      const renamed = isStatement(statement) ? { ...statement, text: rename(statement.text) } : statement;
      const send = super.query as Query;
      return send.call(this, typeof renamed === 'string' ? rename(renamed) : renamed, ...rest);
    }
  };
}

/** A plain object with a text; what has a life of its own (a cursor, a COPY stream) is sent as it is. */
const isStatement = (value: unknown): value is { text: string } =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && 'text' in value;
