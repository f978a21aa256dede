import { expect, it } from 'vitest';
import { auditSelection, type Selection } from './selection';

const ofAddress = (address: string): Selection => ({
  kind: 'filter',
  livemode: false,
  filter: { livemode: false },
  address,
});

it('keeps no e-mail address in the audit log, and everything else of the list’s address', () => {
  const { address } = auditSelection(ofAddress('/events?type=charge.failed&q=Anna%40example.com'));
  expect(new URL(String(address), 'http://x').searchParams.get('q')).toBe('(email)');
  expect(address).toMatch(/^\/events\?type=charge\.failed&/);
  for (const kept of ['/events', '/events?type=payout.paid', '/events?q=cus_0123456789'])
    expect(auditSelection(ofAddress(kept))).toEqual({ kind: 'filter', address: kept });
});
