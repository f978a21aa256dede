/** Why a bank says no, as Stripe reports it: https://docs.stripe.com/declines/codes */
export type Decline = 'insufficient_funds' | 'generic_decline' | 'expired_card' | 'debit_not_authorized';

/** The codes and texts that go with a decline. `type` is the kind of error, `sellerMessage` what the shop is told. */
export type DeclineDetails = {
  advice_code?: 'try_again_later' | 'do_not_try_again';
  code: 'card_declined' | 'expired_card' | 'debit_not_authorized';
  decline_code?: string;
  doc_url: string;
  message: string;
  network_decline_code?: string;
  reason: string;
  sellerMessage: string;
  type: 'card_error' | 'invalid_request_error';
};

const DECLINES: Record<Decline, DeclineDetails> = {
  insufficient_funds: {
    advice_code: 'try_again_later',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    doc_url: 'https://docs.stripe.com/error-codes/card-declined',
    message: 'Your card has insufficient funds.',
    network_decline_code: '51',
    reason: 'insufficient_funds',
    sellerMessage: 'The bank returned the decline code `insufficient_funds`.',
    type: 'card_error',
  },
  generic_decline: {
    advice_code: 'try_again_later',
    code: 'card_declined',
    decline_code: 'generic_decline',
    doc_url: 'https://docs.stripe.com/error-codes/card-declined',
    message: 'Your card was declined.',
    network_decline_code: '05',
    reason: 'generic_decline',
    sellerMessage: 'The bank did not return any further details with this decline.',
    type: 'card_error',
  },
  expired_card: {
    advice_code: 'do_not_try_again',
    code: 'expired_card',
    decline_code: 'expired_card',
    doc_url: 'https://docs.stripe.com/error-codes/expired-card',
    message: 'Your card has expired.',
    network_decline_code: '54',
    reason: 'expired_card',
    sellerMessage: 'The bank returned the decline code `expired_card`.',
    type: 'card_error',
  },
  debit_not_authorized: {
    code: 'debit_not_authorized',
    doc_url: 'https://docs.stripe.com/error-codes/debit-not-authorized',
    message: 'The customer has notified their bank that this payment was unauthorized.',
    reason: 'debit_not_authorized',
    sellerMessage: 'The bank did not authorize the debit.',
    type: 'invalid_request_error',
  },
};

/** The codes and texts that go with a decline. */
export const declineOf = (decline: Decline): DeclineDetails => DECLINES[decline];
