import { z } from 'zod';
import { currency, minorUnits } from './read-object';

/**
 * What the customer saw and was charged, where that is another currency than the shop's (adaptive pricing).
 * https://docs.stripe.com/payments/currencies/localize-prices/adaptive-pricing
 */
export const presented = z
  .object({ presentment_amount: minorUnits.nullish(), presentment_currency: currency.nullish() })
  .nullish()
  .catch(null)
  .transform((details) =>
    details?.presentment_amount != null && details.presentment_currency
      ? { amount: details.presentment_amount, currency: details.presentment_currency }
      : null,
  );

export type Presented = z.output<typeof presented>;

/** As the columns of an object's row. */
export const presentedColumns = (details: Presented) => ({
  amount_presented: details?.amount ?? null,
  currency_presented: details?.currency ?? null,
});
