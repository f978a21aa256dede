import { isObjectId } from '../../stripe/extract-object-ids';
import { REDACTED } from '../redaction/personal-columns';

/** Texts under these names are words of Stripe's own, if they look like one: no person is told by them. */
const WORDS = new Set(
  `object type status currency mode payment_status reason code decline_code failure_code failure_reason billing_reason
  collection_method capture_method confirmation_method setup_future_usage usage cancellation_reason number ui_mode
  interval billing_scheme tax_behavior source_type method event_type network_status outcome`.split(/\s+/),
);
const WORD = /^[\w.:-]{1,64}$/;

/** That there was an error decides what an order's state is; what it said does not. */
const MESSAGES = new Set(['message', 'failure_message']);

const PERSONAL = new Set(
  `metadata billing_details shipping shipping_details customer_details customer_address customer_shipping customer_tax_ids
  address custom_fields evidence exp_month exp_year`.split(/\s+/),
);

/** The fields of an event itself, beside `data`. */
const EVENT = new Set(['id', 'object', 'type', 'api_version', 'account', 'context', 'created', 'livemode']);

/**
 * What is left of an event, or of a fetched object, for its handler once its customer was erased: ids, amounts, times,
 * flags and Stripe's own words. Everything else goes: it is a list of what may stay, not of what must go.
 */
export function scrubPayload(payload: unknown): unknown {
  if (!isRecord(payload)) return payload;
  const isEvent = payload.object === 'event' || payload.object === 'v2.core.event';
  return Object.fromEntries(
    Object.entries(payload)
      .map(([key, value]) => [key, isEvent && EVENT.has(key) ? value : scrub(key, value)])
      .filter(([, value]) => value !== undefined),
  );
}

/** Stripe writes amounts that may have a fraction of a cent as text: `unit_amount_decimal`. */
const isAmount = (key: string, value: string): boolean => key.endsWith('_decimal') && /^-?\d+(\.\d+)?$/.test(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function scrub(key: string, value: unknown): unknown {
  if (PERSONAL.has(key)) return undefined;
  if (typeof value === 'string') {
    if (isObjectId(value) || (WORDS.has(key) && WORD.test(value)) || isAmount(key, value)) return value;
    return MESSAGES.has(key) ? REDACTED : undefined;
  }
  if (Array.isArray(value)) return value.map((item) => scrub(key, item)).filter((item) => item !== undefined);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, scrub(name, inner)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}
