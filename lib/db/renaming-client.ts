import { ContractClient, type ContractConfig } from './contract-client';
import { SCHEMA } from './schemas';

type Query = (...args: unknown[]) => unknown;

/**
 * A client for which every statement that names our schema names `schema` instead: how a rebuild runs the same code on
 * copies of its own.
 */
export function renamingClient(schema: string): typeof ContractClient {
  const rename = (text: string) => text.replaceAll(`${SCHEMA}.`, `${schema}.`);
  return class extends ContractClient {
    constructor(config?: ContractConfig) {
      super(config);
      const send = this.query.bind(this) as Query;
      this.query = ((statement: unknown, ...rest: unknown[]) => {
        if (typeof statement === 'string') return send(rename(statement), ...rest);
        return send(isStatement(statement) ? { ...statement, text: rename(statement.text) } : statement, ...rest);
      }) as ContractClient['query'];
    }
  };
}

/** A plain object with a text; what has a life of its own (a cursor, a COPY stream) is sent as it is. */
const isStatement = (value: unknown): value is { text: string } =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && 'text' in value;
