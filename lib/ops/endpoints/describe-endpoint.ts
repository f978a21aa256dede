import Stripe from 'stripe';
import { compareTypes, LINK_TYPE, missesLinks } from './compare-types';
import { type Endpoint, isOurs, kindOf, META } from './endpoint';

/** An endpoint in a few lines for a terminal: whose it is, what it sends, and what is odd about it. */
export function describeEndpoint(endpoint: Endpoint, handled: string[]): string {
  const { id, url, status, livemode, metadata } = endpoint;
  const replaces = metadata[META.replaces];
  return [
    `${id}  ${status}  ${livemode ? 'live' : 'test'}`,
    `  ${url}`,
    `  ${whose(endpoint)}; ${versionInWords(endpoint)}; ${typesInWords(endpoint, handled)}`,
    ...(replaces ? [`  takes the place of ${replaces}: \`npm run endpoint -- rotate\` goes on`] : []),
  ].join('\n');
}

function whose(endpoint: Endpoint): string {
  if (!isOurs(endpoint)) return 'not made by Hookwell';
  return kindOf(endpoint) === 'connect' ? 'Hookwell’s, for connected accounts' : 'Hookwell’s';
}

function versionInWords({ api_version: version }: Endpoint): string {
  if (version === Stripe.API_VERSION) return `API ${version}`;
  return `API ${version ?? 'of the account’s default'} (this app: ${Stripe.API_VERSION})`;
}

function typesInWords({ enabled_events: enabled }: Endpoint, handled: string[]): string {
  const { notSent, unhandled, everything } = compareTypes(enabled, handled);
  if (everything) return 'all event types';
  const odd = [
    ...(notSent.length > 0 ? [`${notSent.length} that are handled are missing`] : []),
    ...(unhandled.length > 0 ? [`${unhandled.length} that nobody handles`] : []),
    ...(missesLinks(enabled) ? [`invoices without ${LINK_TYPE}`] : []),
  ];
  return `${enabled.length} event types${odd.length > 0 ? ` (${odd.join(', ')})` : ', just those that are handled'}`;
}
