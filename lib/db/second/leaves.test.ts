import { describe, expect, it } from 'vitest';
import { areTrueOf, before, claimsOf, countChanges, leavesOf } from './leaves';

type Json = Record<string, unknown>;
const count = (one: Json, other: Json) => {
  const changes = countChanges(leavesOf(one), leavesOf(other));
  expect(countChanges(leavesOf(other), leavesOf(one))).toBe(changes);
  return changes;
};

describe('Two states of an object', () => {
  it.each<[string, Json, Json, number]>([
    ['the same, with keys in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, 0],
    ['null, missing, and a record without values', { a: null, b: {} }, { c: { d: { e: null } } }, 0],
    ['a list in which one value changed', { data: [{ a: 1, b: null }] }, { data: [{ a: 2 }] }, 1],
    ['a list whose records leave out what is null', { data: [{ a: 1, b: null }] }, { data: [{ a: 1 }] }, 0],
    ['an empty list and null', { a: [] }, { a: null }, 1],
    ['nested values', { a: { b: 1, c: { d: 1 } } }, { a: { b: 2, c: { d: 2 } } }, 2],
    ['an id, and the object that it stands for', { a: 'cus_1' }, { a: { id: 'cus_1', name: 'Ada' } }, 3],
    ['a text and a number that look alike', { a: '1' }, { a: 1 }, 1],
  ])('differ as far as they do: %s', (_, one, other, changes) => {
    expect(count(one, other)).toBe(changes);
  });

  it('are compared although one is nested without end', () => {
    let deep: unknown = 1;
    for (let at = 0; at < 5_000; at++) deep = at % 2 ? [deep] : { deep };
    expect(count({ deep, a: 1 }, { deep, a: 2 })).toBe(1);
    expect(claimsOf({ deep }, leavesOf({ deep: null })).size).toBeLessThan(2);
  });
});

describe('What previous_attributes say', () => {
  const now = { status: 'open', shipping: null, metadata: { a: '1' }, list: { object: 'list', data: [1, 2] } };
  const claims = (previous: Json | null) => claimsOf(previous, leavesOf(now));

  it('is what changed, and nothing that is the same', () => {
    expect(claims(null).size).toBe(0);
    expect(claims({ status: 'open', shipping: {}, list: { object: 'list', data: [1, 2] } }).size).toBe(0);
    expect([...claims({ list: { object: 'list', data: [1] } }).values()]).toEqual(['[1]']);
  });

  it.each<[string, Json, Json]>([
    ['a value', { status: 'draft' }, { ...now, status: 'draft' }],
    ['a value that was not there', { metadata: { a: null } }, { ...now, metadata: {} }],
    ['a record that is gone', { shipping: { name: 'Ada' } }, { ...now, shipping: { name: 'Ada', phone: null } }],
    ['a record that was empty', { metadata: {} }, { ...now, metadata: {} }],
    ['a key beside others', { metadata: { b: '2' } }, { ...now, metadata: { a: '1', b: '2' } }],
    ['a value where a record is now', { metadata: 'none' }, { ...now, metadata: 'none' }],
    ['a record where a value is now', { status: { code: 1 } }, { ...now, status: { code: 1 } }],
  ])('tells how the object was: %s', (_, previous, was) => {
    expect(countChanges(before(leavesOf(now), claims(previous)), leavesOf(was))).toBe(0);
    expect(areTrueOf(claims(previous), leavesOf(was))).toBe(true);
    expect(areTrueOf(claims(previous), leavesOf(now))).toBe(false);
  });
});
