import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { withMigrationPool } from './migration-pool';
import { SCHEMA } from './schemas';

/**
 * Prisma's own schema engine as WebAssembly: what `prisma migrate` runs, without the download of a binary.
 * Only scripts import this file; it must not end up in the app's bundle.
 */
export type SchemaEngine = bindings.SchemaEngine;

/** The engine's filter that leaves nothing out. */
export const everything: bindings.SchemaFilter = { externalTables: [], externalEnums: [] };

type Exports = WebAssembly.Exports & { __wbindgen_start(): void };
const panic = {
  message: '',
  set_message(message: string) {
    panic.message = message;
  },
};

const slot = Symbol.for('hookwell.schema-engine');
type Global = typeof globalThis & { [slot]?: Promise<void> };

/** Once for the process: a second copy of this file would put its own memory under the engines of the first. */
function loadOnce(): Promise<void> {
  const global = globalThis as Global;
  global[slot] ??= load();
  return global[slot];
}

async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(entry.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports() });
  // The engine hands the text of a panic over through this global before it traps.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panic });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports as Exports).__wbindgen_start();
}

/** The engine never clears the timer that limits its wait for a lock: it would keep a finished process for 10 s. */
function imports(): WebAssembly.ModuleImports {
  const timer = Object.keys(bindings).find((name) => name.startsWith('__wbg_setTimeout_'));
  const patched = timer && { [timer]: (run: () => void, ms: number) => setTimeout(run, ms >>> 0).unref() };
  return { ...bindings, ...patched };
}

/** Starts an engine on the given adapter. */
export async function startSchemaEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  await loadOnce();
  return bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
}

/** Runs `work` with an engine that has one connection to `url`, which is closed at the end. */
export function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  return withMigrationPool(url, async (pool) => {
    const engine = await startSchemaEngine(wholeScripts(pool));
    try {
      return await work(engine);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError && panic.message)
        throw new Error(`Prisma's schema engine gave up: ${panic.message}`, { cause: error });
      throw error;
    }
  });
}

/**
 * The adapter cuts a script at every semicolon, also inside a comment or a function's body, and runs the pieces one
 * by one. The native engine sends the file as it is, which PostgreSQL runs as one transaction; so do we.
 */
function wholeScripts(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const prisma = new PrismaPg(pool, { schema: SCHEMA });
  return {
    provider: prisma.provider,
    adapterName: prisma.adapterName,
    connectToShadowDb: () => prisma.connectToShadowDb(),
    connect: async () => {
      const adapter = await prisma.connect();
      adapter.executeScript = async (script) => {
        try {
          await pool.query(script);
        } catch (error) {
          throw asAdapterError(error as pg.DatabaseError, script);
        }
      };
      return adapter;
    },
  };
}

/**
 * The form in which the engine takes an error and keeps it in `_prisma_migrations`. For codes that it knows it would
 * write words of its own, shorter than PostgreSQL's: the code goes into the message, and the line, too.
 */
function asAdapterError(error: pg.DatabaseError, script: string): Error {
  if (!error.severity) return error;
  const line = error.position && script.slice(0, Number(error.position)).split('\n').length;
  return new DriverAdapterError({
    kind: 'postgres',
    code: 'N/A',
    severity: error.severity,
    message: `${error.message} (${error.code}${line ? `, line ${line}` : ''})`,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}
