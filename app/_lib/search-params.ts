import { createLoader, createParser, createSerializer, parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { EventStatus, OrderStatus, PaymentMethodStatus } from '@/lib/db/generated/enums';
import { formatCursor, parseCursor } from '@/lib/paging/keyset';

/** Text that somebody typed. What PostgreSQL's text cannot hold does not reach it. */
const parseAsText = createParser({
  parse: (value) => value.replaceAll('\0', '').trim().slice(0, 255) || null,
  serialize: (value: string) => value,
});

const parseAsCursor = createParser({
  parse: parseCursor,
  serialize: formatCursor,
  eq: (a, b) => formatCursor(a) === formatCursor(b),
});

const statuses = <Value extends string>(values: Record<string, Value>) => parseAsStringLiteral(Object.values(values));

const paging = { mode: parseAsStringLiteral(['live', 'test'] as const), before: parseAsCursor, after: parseAsCursor };
const events = {
  ...paging,
  type: parseAsText,
  status: statuses(EventStatus),
  object: parseAsText,
  account: parseAsText,
};
const orders = { ...paging, status: statuses(OrderStatus) };
const paymentMethods = { ...paging, status: statuses(PaymentMethodStatus) };
const mail = { mode: paging.mode, view: parseAsStringLiteral(['html', 'text'] as const) };
const findings = { ...paging, state: parseAsStringLiteral(['open', 'resolved'] as const), rule: parseAsText };
const settings = { saved: parseAsText, refused: parseAsText, typed: parseAsText, problem: parseAsText };
const setup = { story: parseAsText, sent: parseAsInteger, problem: parseAsText };

/** What the address of each page says, checked; a value that is not valid counts as absent. */
export const loadEventsParams = createLoader(events);
export const loadOrdersParams = createLoader(orders);
export const loadPaymentMethodsParams = createLoader(paymentMethods);
export const loadMailsParams = createLoader(paging);
export const loadMailParams = createLoader(mail);
export const loadFindingsParams = createLoader(findings);
export const loadSettingsParams = createLoader(settings);
export const loadSetupParams = createLoader(setup);
export const loadDetailParams = createLoader({ mode: paging.mode });
export const loadObjectParams = createLoader({ mode: paging.mode, account: parseAsText });

/** Addresses of the pages. */
export const eventsHref = createSerializer(events).bind(null, '/events');
export const ordersHref = createSerializer(orders).bind(null, '/orders');
export const paymentMethodsHref = createSerializer(paymentMethods).bind(null, '/payment-methods');
export const mailsHref = createSerializer(paging).bind(null, '/mails');
export const findingsHref = createSerializer(findings).bind(null, '/findings');
export const mailHref = (key: string) => createSerializer(mail).bind(null, `/mails/${key}`);

/**
 * A typed filter as the query takes it: `charge.*` and `charge.` are the family, and so is `charge`, because every
 * type of Stripe has a dot.
 */
export function toTypeFilter(typed: string | null): string | null {
  if (!typed) return null;
  const text = typed.toLowerCase();
  if (text.includes('.') && !/\.\*?$/.test(text)) return text;
  return text === '*' ? null : `${text.replace(/\.?\*?$/, '')}.*`;
}
