import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXPECTED } from '@/tests/support/expected-rows';
import { CUSTOM_HANDLERS } from './custom';
import { findHandler, handledTypes } from './registry';

const TYPE = /^((?:[a-z_]+\.)+[a-z_]+)\.ts$/;

/** The types that have a file here; the shop's own stand in custom/. */
const types = readdirSync(import.meta.dirname)
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) => TYPE.exec(file)?.[1] ?? []);

describe('the registry', () => {
  it('has a line for each file that is named by an event type', () => {
    const custom = CUSTOM_HANDLERS.map(({ type }) => type as string);
    expect(handledTypes().toSorted()).toEqual([...new Set([...types, ...custom])].sort());
  });

  it('has a row in the test of every type for each of its lines', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(types.toSorted());
  });

  it('finds a handler by the type that it is for', () => {
    for (const type of handledTypes()) expect(findHandler(type)?.type).toBe(type);
    expect(findHandler('charge.expired')).toBeUndefined();
  });
});
