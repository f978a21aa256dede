import { expect, test } from 'vitest';
import type { RejectionDetail } from '@/lib/dashboard/rejections/queries';
import { CAUSES } from '@/lib/inbox/rejections/causes';
import packageJson from '../../package.json' with { type: 'json' };
import { causeWords } from './cause-words';

const row = (change: object) =>
  ({ claimedEventId: 'evt_1', secretLabel: 'shop', signed: true, bodyBytes: 2_000_000, ...change }) as RejectionDetail;

test.each(CAUSES)('%s says what to do, with commands that exist', (cause) => {
  for (const change of [{}, { claimedEventId: null, secretLabel: 'cli', signed: false, bodyBytes: null }]) {
    const steps = causeWords[cause].next(row(change));
    expect(steps.length).toBeGreaterThan(0);
    for (const { text, command } of steps) {
      expect(text).toMatch(/[.:]$/);
      const script = /^npm run ([\w:]+)/.exec(command ?? '')?.[1];
      if (script) expect(packageJson.scripts).toHaveProperty(script);
    }
  }
});
