import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { EventDetail } from '@/lib/dashboard/events/queries';
import type { Tie } from './load-tie';
import { Notices } from './notices';

const fetched = { type: 'customer.updated', fetchedAt: new Date() };

function render(tie: Tie | null, type = 'customer.updated'): string {
  const event = { livemode: false, source: 'webhook', type, redactedAt: null } as EventDetail;
  return renderToStaticMarkup(
    <Notices event={event} healedAt={null} fetched={tie?.askedAt ? fetched : null} tie={tie} />,
  );
}

const wordsOf = (html: string) => html.replaceAll(/<[^>]+>/g, '');

describe('The notice of a tie', () => {
  it('names the other event, and which one counts', () => {
    const html = render({ others: ['evt_1'], askedAt: null });
    expect(wordsOf(html)).toBe(
      'Tied with another event' +
        'Two events of this object were created in the same second, and nothing tells which came later: evt_1. ' +
        'The one that says more counts, or else the one with the larger id.',
    );
    expect(html).toContain('href="/events/evt_1"');
    expect(wordsOf(render({ others: ['evt_1', 'evt_2'], askedAt: null }))).toMatch(
      /Three events .* evt_1, evt_2\. The one that says most counts, or else the one with the largest id\.$/,
    );
  });

  it('says that Stripe was asked, which makes no notification of the event', () => {
    const words = wordsOf(render({ others: ['evt_1'], askedAt: new Date() }));
    expect(words).toMatch(/Stripe was asked for the object .*, and its answer counts\.$/);
    expect(words).not.toContain('notification');
    expect(wordsOf(render({ others: [], askedAt: new Date() }, 'v1.customer.updated'))).toContain(
      'An event notification',
    );
  });

  it('is not there where something decides', () => {
    expect(render(null)).toBe('');
  });
});

describe('The notice of the other mode', () => {
  const render = (applies: boolean) =>
    renderToStaticMarkup(
      <Notices
        event={
          { livemode: true, source: 'webhook', type: 'customer.updated', redactedAt: null, applies } as EventDetail
        }
        healedAt={null}
        fetched={null}
        tie={null}
      />,
    );

  it('says that the objects are up to date only where the event was applied', () => {
    expect(wordsOf(render(true))).toContain('It is kept and its objects are up to date.');
    expect(render(false)).toBe('');
  });
});
