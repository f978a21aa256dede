import { expect, it } from 'vitest';
import { describeAction, describeDetail } from './words';

it('says what was done, also where nobody wrote words for it', () => {
  expect(describeAction('user.role')).toBe('Changed a role');
  expect(describeAction('list.export_all')).toBe('List export all');
});

it('shows a change as one, and the rest by name', () => {
  expect(describeDetail({ to: 'operator', from: 'viewer' })).toBe('viewer → operator');
  expect(describeDetail({ sessions: 2, filter: { status: 'failed' }, none: null })).toBe(
    'sessions: 2, filter: {"status":"failed"}',
  );
  for (const nothing of [null, [], 'text', {}]) expect(describeDetail(nothing)).toBe('');
});
