import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { KnownError } from '../kit/known-error';
import { everything, startSchemaEngine } from './schema-engine';
import { SCHEMA } from './schemas';

/** Thrown when a Prisma schema has a mistake; the message shows the line. */
export class SchemaError extends KnownError {}

/** The engine insists on asking a server for its version, although comparing two files needs none. */
const noServer: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName: 'hookwell-no-server',
  getConnectionInfo: () => ({ schemaName: SCHEMA, supportsRelationJoins: true }),
  queryRaw: async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 15.0', 150_000]],
  }),
  executeRaw: () => refuse(),
  executeScript: () => refuse(),
  startTransaction: () => refuse(),
  dispose: async () => {},
};

const noServerFactory: SqlMigrationAwareDriverAdapterFactory = {
  provider: noServer.provider,
  adapterName: noServer.adapterName,
  connect: async () => noServer,
  connectToShadowDb: async () => noServer,
};

function refuse(): Promise<never> {
  return Promise.reject(new Error('Comparing two schemas must not touch a database'));
}

/**
 * The SQL that leads from one Prisma schema to another, or `null` when there is nothing to do. Needs no database.
 * `from` is `null` for a database that is still empty. Throws {@link SchemaError} for a schema with a mistake.
 */
export async function compareSchemas(from: string | null, to: string): Promise<string | null> {
  const target = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'prisma/schema.prisma', content }],
  });
  const engine = await startSchemaEngine(noServerFactory);
  try {
    const { exitCode, stdout } = await engine.diff({
      from: from === null ? { tag: 'empty' } : target(from),
      to: target(to),
      script: true,
      exitCode: true,
      filters: everything,
    });
    return exitCode === 0 ? null : stdout;
  } catch (error) {
    throw new SchemaError(`prisma/schema.prisma: ${(error as Error).message}`, { cause: error });
  } finally {
    engine.free();
  }
}
