/**
 * How many minor digits Stripe's amounts have, which is not what ISO 4217 or `Intl` say.
 * ISK and UGX have no minor unit any more, yet their amounts still come with two digits that are always zero; HUF and
 * TWD are charged with two digits although payouts take none. MGA has no digits at Stripe.
 *
 * @see https://docs.stripe.com/currencies#minor-units
 * @see https://docs.stripe.com/currencies#special-cases
 */
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));
const wholeUnitsOnly = new Set('isk ugx'.split(' '));

/**
 * All others that Stripe takes or once took. A code that is in none of these lists may be a stablecoin of six digits or a
 * currency of tomorrow: written out, because what `Intl` knows differs between Node and browsers.
 *
 * @see https://docs.stripe.com/currencies#presentment-currencies
 */
const twoDecimal = new Set(
  `aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd btn bwp byn byr bzd cad cdf chf cny cop crc
  cup cve czk dkk dop dzd eek egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl hrk htg huf idr ils inr iqd irr
  isk jmd kes kgs khr kpw kyd kzt lak lbp lkr lrd lsl ltl lvl lyd mad mdl mkd mmk mnt mop mro mru mur mvr mwk mxn myr mzn
  nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp sle sll sos srd ssp std stn
  svc syp szl thb tjs tmt top try ttd twd tzs uah ugx usd uyu uzs vef ves wst xcd xcg yer zar zmk zmw zwg zwl`.split(
    /\s+/,
  ),
);

/**
 * The number of digits behind the point in an amount of this currency, whatever its case. Null: nobody here knows the
 * currency, and an amount of it can be told in its minor unit only.
 */
export function minorDigits(currency: string): 0 | 2 | 3 | null {
  const code = currency.toLowerCase();
  if (zeroDecimal.has(code)) return 0;
  if (threeDecimal.has(code)) return 3;
  return twoDecimal.has(code) ? 2 : null;
}

/** Whether people write this currency without a fraction although Stripe's amounts carry two digits. */
export function isWrittenWhole(currency: string): boolean {
  return wholeUnitsOnly.has(currency.toLowerCase());
}
