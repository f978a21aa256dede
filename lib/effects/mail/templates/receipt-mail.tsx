import { Text } from 'react-email';
import { formatMoney } from '../../../kit/money/format-money';
import { formatTime, type MailLocale } from '../locale';
import type { MailContent } from '../mail-content';
import { factLines, Layout, MailFacts, textStyle } from './layout';
import { renderOnce } from './render-once';
import { TEXTS } from './texts';

export type Receipt = {
  shop: string;
  recipient: string;
  orderId: string;
  /** In the currency's minor unit. */
  amount: bigint;
  currency: string;
  /** What the card was charged, where that is another currency than the shop's. */
  presented: { amount: bigint; currency: string } | null;
  /** Of the amount: what was paid outside of Stripe. */
  outside: bigint;
  paidAt: Date;
  livemode: boolean;
  locale: MailLocale;
};

/** The customer's receipt, in their language. */
export async function receiptMail(receipt: Receipt): Promise<MailContent> {
  const { shop, recipient, orderId, livemode, presented } = receipt;
  const { language, locale } = receipt.locale;
  const say = TEXTS[language];
  const charged = presented ?? receipt;
  const amount = formatMoney(charged.amount, charged.currency, locale);
  const subject = `${livemode ? '' : '[Test] '}${say.subject(shop, amount)}`;
  const note = livemode ? null : say.test;
  const values = {
    shop,
    recipient,
    amount,
    currency: charged.currency.toUpperCase(),
    price: formatMoney(receipt.amount, receipt.currency, locale),
    priceIn: receipt.currency.toUpperCase(),
    outside: formatMoney(receipt.outside, receipt.currency, locale),
    date: formatTime(receipt.paidAt, locale),
    order: orderId,
  };
  const shape = { price: presented !== null, outside: receipt.outside > 0n };
  const factsOf = ({ currency, price, priceIn, outside, date, order }: typeof values) => [
    { term: say.currency, value: currency },
    ...(shape.price ? [{ term: say.price(priceIn), value: price }] : []),
    ...(shape.outside ? [{ term: say.outside, value: outside }] : []),
    { term: say.date, value: date },
    { term: say.order, value: order },
  ];
  const html = await renderOnce(`receipt ${language} ${livemode} ${shape.price} ${shape.outside}`, values, (filled) => (
    <Layout
      language={language}
      preview={`${say.amount}: ${filled.amount}`}
      from={filled.shop}
      title={say.title}
      note={note}
      footer={say.footer(filled.shop, filled.recipient)}
    >
      <Text className="muted" style={{ ...textStyle, margin: 0, color: '#5b6472' }}>
        {say.intro(filled.shop)}
      </Text>
      <Text className="muted" style={{ ...textStyle, margin: '24px 0 0', color: '#5b6472' }}>
        {say.amount}
      </Text>
      <Text
        className="ink"
        style={{ margin: '0 0 20px', fontSize: 32, lineHeight: '40px', fontWeight: 650, color: '#14181f' }}
      >
        {filled.amount}
      </Text>
      <MailFacts facts={factsOf(filled)} />
    </Layout>
  ));
  const lines = [
    say.title,
    note,
    say.intro(shop),
    factLines([{ term: say.amount, value: amount }, ...factsOf(values)]),
    say.footer(shop, recipient),
  ];
  return { to: [recipient], subject, html, text: `${lines.filter((line) => line !== null).join('\n\n')}\n` };
}
