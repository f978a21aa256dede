/** Why a bank says no, as Stripe reports it: https://docs.stripe.com/declines/codes */
export type Decline = 'insufficient_funds' | 'generic_decline' | 'expired_card';

const DECLINES = {
  insufficient_funds: {
    advice_code: 'try_again_later',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    network_decline_code: '51',
    reason: 'insufficient_funds',
    sellerMessage: 'The bank returned the decline code `insufficient_funds`.',
  },
  generic_decline: {
    advice_code: 'try_again_later',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
    network_decline_code: '05',
    reason: 'generic_decline',
    sellerMessage: 'The bank did not return any further details with this decline.',
  },
  expired_card: {
    advice_code: 'do_not_try_again',
    code: 'expired_card',
    decline_code: 'expired_card',
    message: 'Your card has expired.',
    network_decline_code: '54',
    reason: 'expired_card',
    sellerMessage: 'The bank returned the decline code `expired_card`.',
  },
} as const;

/** The codes and texts that go with a decline. */
export const declineOf = (decline: Decline) => DECLINES[decline];
