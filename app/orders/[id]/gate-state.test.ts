import { expect, it } from 'vitest';
import { gateState } from './gate-state';

const at = new Date('2026-11-30T10:00:00Z');
type Asked = Parameters<typeof gateState>[0];

const paid = (change: Record<string, unknown> = {}): Asked =>
  ({
    paidAt: at,
    fulfilledAt: null,
    holdCode: null,
    holdDetail: null,
    holdEndsAt: null,
    decision: null,
    decidedBy: null,
    effects: [],
    ...change,
  }) as Asked;
const effect = (status: string, result: unknown = null) => ({ kind: 'fulfil', status, result });

it.each([
  ['link_unknown', 'calm', ['release', 'cancel', 'done']],
  ['in_review', 'warn', ['release', 'cancel', 'done']],
  ['same_purchase', 'warn', ['release', 'cancel', 'done']],
  ['payment_fulfilled', 'warn', ['release', 'cancel', 'done']],
  ['refunded', 'calm', ['release', 'cancel', 'done']],
  ['review_refunded', 'calm', ['release', 'cancel', 'done']],
  ['canceled_by_person', 'calm', ['release', 'done']],
])('an order that is held (%s) says why, and offers what is left to decide', (holdCode, tone, offers) => {
  expect(gateState(paid({ holdCode }))).toMatchObject({ tone, offers });
});

it('one that waits until a moment has nobody alarmed', () => {
  expect(gateState(paid({ holdCode: 'held_by_handler', holdEndsAt: at }))?.tone).toBe('calm');
});

it.each([
  ['was never requested', [], /never requested/, ['release', 'cancel', 'done']],
  [
    'was skipped at the gate and not requested again',
    [effect('skipped', { reason: 'in_review' })],
    /never requested/,
    ['release', 'cancel', 'done'],
  ],
  ['gave up', [effect('failed')], /gave up/, ['cancel', 'done']],
])('an order whose fulfillment %s can be decided about', (_, effects, title, offers) => {
  expect(gateState(paid({ effects }))).toMatchObject({ title: expect.stringMatching(title), offers, tone: 'warn' });
});

it('who released an order may change their mind until it is fulfilled', () => {
  const released = { decision: 'release', decidedBy: 'Olga', effects: [effect('retrying')] };
  expect(gateState(paid(released))).toMatchObject({
    sentence: 'Olga released it. A worker fulfills it next.',
    offers: ['cancel', 'done'],
  });
  expect(gateState(paid({ ...released, fulfilledAt: at }))).toBeNull();
});

it.each([
  ['is fulfilled', { fulfilledAt: at, holdCode: 'refunded' }],
  ['is not paid', { paidAt: null }],
  ['is queued', { effects: [effect('pending')] }],
  ['is retried by itself', { effects: [effect('retrying')] }],
  ['is of the other mode', { effects: [effect('skipped', { reason: 'other_mode' })] }],
])('nothing is asked about an order that %s', (_, change) => {
  expect(gateState(paid(change))).toBeNull();
});
