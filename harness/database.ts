import { inject } from 'vitest';
import { cloneTemplate, createEmptyDatabase, type TestDatabase, type TestServer } from './test-server';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/** A migrated database for this test file. Call `drop` when the file is done; connections that are left are cut. */
export const createTestDatabase = (): Promise<TestDatabase> => cloneTemplate(inject('testServer'));

/** A database without tables, for the tests of migrations. */
export const createBareDatabase = (): Promise<TestDatabase> => createEmptyDatabase(inject('testServer'));
