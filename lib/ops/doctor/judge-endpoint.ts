import Stripe from 'stripe';
import { compareTypes, LINK_TYPE, missesLinks } from '../endpoints/compare-types';
import { type Endpoint, META } from '../endpoints/endpoint';
import { error, type Finding, few, ok, warn } from './finding';

/** One endpoint for this app: is it on, does it speak the SDK's API version, does it send what is handled? */
export function judgeEndpoint(endpoint: Endpoint, handled: string[]): Finding[] {
  const { id, status } = endpoint;
  // The new one of a rotation is off until the app knows its secret, and the old one may have had its day.
  if (endpoint.metadata[META.replaces] && status !== 'enabled') return [];
  if (status !== 'enabled')
    return [
      error(
        'endpoint_disabled',
        `The endpoint ${id} is switched off: Stripe sends nothing to it`,
        `npm run endpoint -- enable ${id}. Stripe switches an endpoint off after days of failures, and says so by mail: look at the reachability above first. Then fetch what was missed: npm run sweep -- --since 30d`,
      ),
    ];
  const odd = [...judgeVersion(endpoint), ...judgeTypes(endpoint, handled)];
  return odd.length > 0 ? odd : [ok('endpoint', `The endpoint ${id} is on, and sends just what is handled`)];
}

function judgeVersion({ id, api_version: version }: Endpoint): Finding[] {
  if (version === Stripe.API_VERSION) return [];
  return [
    warn(
      'endpoint_version',
      `The endpoint ${id} sends API version ${version ?? 'of the account’s default'}, this app is written for ${Stripe.API_VERSION}`,
      `An endpoint keeps its version: npm run endpoint -- rotate ${id} makes one with the new version beside it.`,
    ),
  ];
}

function judgeTypes({ id, enabled_events: enabled }: Endpoint, handled: string[]): Finding[] {
  const { notSent: missing, unhandled, everything } = compareTypes(enabled, handled);
  const linksMissing = missesLinks(enabled);
  const notSent = linksMissing ? missing.filter((type) => type !== LINK_TYPE) : missing;
  const fix = `npm run endpoint -- update ${id} shows the difference, and sets it.`;
  if (everything)
    return [
      warn(
        'types_all',
        `The endpoint ${id} sends all event types (*); ${handled.length} are handled, the rest is kept as ignored`,
        `If that is not wanted: ${fix}`,
      ),
    ];
  return [
    ...(linksMissing
      ? [
          error(
            'endpoint_misses_invoice_payment',
            `The endpoint ${id} sends invoices and not ${LINK_TYPE}, the only event that says which payment pays which invoice`,
            `Without it a subscription’s payment may be held as a second purchase. ${fix}`,
          ),
        ]
      : []),
    ...(notSent.length > 0
      ? [
          error(
            'types_not_sent',
            `The endpoint ${id} does not send ${notSent.length} of the types that are handled: ${few(notSent)}`,
            fix,
          ),
        ]
      : []),
    ...(unhandled.length > 0
      ? [
          warn(
            'types_unhandled',
            `The endpoint ${id} sends ${unhandled.length} types that nobody handles: ${few(unhandled)}`,
            `They are kept as ignored. To send them no longer: ${fix}`,
          ),
        ]
      : []),
  ];
}
