/** Stripe's prefixes, the longer before the shorter ones that they start with. */
const prefixes: [string, string][] = [
  ['cs_', 'Checkout Session'],
  ['pi_', 'PaymentIntent'],
  ['py_', 'Payment'],
  ['ch_', 'Charge'],
  ['cus_', 'Customer'],
  ['pm_', 'Payment method'],
  ['card_', 'Card'],
  ['src_', 'Source'],
  ['seti_', 'SetupIntent'],
  ['in_', 'Invoice'],
  ['il_', 'Invoice line'],
  ['inpay_', 'Invoice payment'],
  ['sub_', 'Subscription'],
  ['si_', 'Subscription item'],
  ['re_', 'Refund'],
  ['pyr_', 'Refund'],
  ['dp_', 'Dispute'],
  ['du_', 'Dispute'],
  ['txn_', 'Balance transaction'],
  ['po_', 'Payout'],
  ['tr_', 'Transfer'],
  ['acct_', 'Account'],
  ['prod_', 'Product'],
  ['price_', 'Price'],
  ['plan_', 'Plan'],
  ['issfr_', 'Early fraud warning'],
  ['prv_', 'Review'],
  ['evt_', 'Event'],
];

/** What kind of object an id of Stripe names. */
export function nameObject(id: string): string {
  return prefixes.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'Object';
}

/** Whether a string in a payload is the id of an object that events speak of. */
export const isNamedObjectId = (text: string): boolean =>
  /^[a-z]+_[A-Za-z0-9_]{8,}$/.test(text) && nameObject(text) !== 'Object' && !text.startsWith('evt_');
