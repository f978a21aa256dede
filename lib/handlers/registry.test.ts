import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPECTED } from '@/harness/expected-rows';
import { KEPT_OBJECTS, stripeTypes } from '@/harness/stripe-types';
import { CUSTOM_HANDLERS } from './custom';
import type { AnyHandler } from './define-handler';
import { UNLISTED_TYPES } from './define-unlisted-handler';
import { NOT_HANDLED } from './not-handled';
import { findHandler, handledTypes } from './registry';

const NO_FAMILY = /^(define-|registry|run-both|not-handled|ask-for-invoice)|\.test\./;

/** The families that have a file here, and the types that each takes; the shop's own stand in custom/. */
const families = await Promise.all(
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !NO_FAMILY.test(file))
    .map(async (file) => {
      const handlers = Object.values<AnyHandler[]>(await import(join(import.meta.dirname, file))).flat();
      return { file, types: handlers.map(({ type }) => type as string) };
    }),
);
const types = families.flatMap((family) => family.types);

describe('the registry', () => {
  it('has a line for each file of a family', () => {
    const custom = CUSTOM_HANDLERS.map(({ type }) => type as string);
    expect([...handledTypes(), ...Object.keys(UNLISTED_TYPES)].toSorted()).toEqual(
      [...new Set([...types, ...custom])].sort(),
    );
  });

  it('has one line for each type: a second handler would run after the first', () => {
    expect(types.toSorted()).toEqual([...new Set(types)].sort());
  });

  it('keeps the order of the names, however the families are cut: a sweep counts on it', () => {
    const own = handledTypes().filter((type) => types.includes(type));
    expect(own).toEqual(own.toSorted());
  });

  it('has a row in the test of every type for each of its lines', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(types.toSorted());
  });

  it('finds a handler by the type that it is for', () => {
    for (const type of types) expect(findHandler(type)?.type).toBe(type);
    expect(findHandler('topup.created')).toBeUndefined();
  });
});

describe('every type of Stripe’s SDK', () => {
  const sdk = stripeTypes();
  const custom = new Set(CUSTOM_HANDLERS.map(({ type }) => type as string));

  it.each([...sdk].filter(([, object]) => KEPT_OBJECTS.has(object)).map(([type]) => type))(
    '%s, whose object is kept, has a handler or a reason',
    (type) => expect(types.includes(type) || Object.hasOwn(NOT_HANDLED, type)).toBe(true),
  );

  it.each(Object.keys(NOT_HANDLED).filter((type) => !custom.has(type)))('%s has a reason, and no handler', (type) => {
    expect(findHandler(type)).toBeUndefined();
    expect(NOT_HANDLED[type]).toMatch(/^[A-Z].+\.$/);
  });

  it('is known as one that Stripe can be asked for, and no other is', () => {
    for (const type of handledTypes()) expect(sdk.has(type) || custom.has(type), type).toBe(true);
    for (const type of Object.keys(UNLISTED_TYPES)) expect(sdk.has(type), type).toBe(false);
  });

  it.each(Object.entries(UNLISTED_TYPES))('%s, which it lacks, carries the object of %s', (_, listed) => {
    expect(KEPT_OBJECTS.has(sdk.get(listed) ?? '')).toBe(true);
  });
});
