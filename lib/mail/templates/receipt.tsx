import { render, Text } from 'react-email';
import { formatMoney } from '../../money/format-money';
import { formatTime, type MailLocale } from '../locale';
import type { MailContent } from '../mail-content';
import { Facts, factLines, Layout, text } from './layout';
import { TEXTS } from './texts';

export type Receipt = {
  shop: string;
  recipient: string;
  orderId: string;
  /** In the currency's minor unit. */
  amount: bigint;
  currency: string;
  paidAt: Date;
  livemode: boolean;
  locale: MailLocale;
};

/** The customer's receipt, in their language. */
export async function receiptMail(receipt: Receipt): Promise<MailContent> {
  const { shop, recipient, orderId, currency, livemode } = receipt;
  const { language, locale } = receipt.locale;
  const say = TEXTS[language];
  const amount = formatMoney(receipt.amount, currency, locale);
  const subject = `${livemode ? '' : '[Test] '}${say.subject(shop, amount)}`;
  const note = livemode ? null : say.test;
  const facts = [
    { term: say.currency, value: currency.toUpperCase() },
    { term: say.date, value: formatTime(receipt.paidAt, locale) },
    { term: say.order, value: orderId },
  ];
  const html = await render(
    <Layout
      language={language}
      preview={`${say.amount}: ${amount}`}
      from={shop}
      title={say.title}
      note={note}
      footer={say.footer(shop, recipient)}
    >
      <Text className="muted" style={{ ...text, margin: 0, color: '#5b6472' }}>
        {say.intro(shop)}
      </Text>
      <Text className="muted" style={{ ...text, margin: '24px 0 0', color: '#5b6472' }}>
        {say.amount}
      </Text>
      <Text
        className="ink"
        style={{ margin: '0 0 20px', fontSize: 32, lineHeight: '40px', fontWeight: 650, color: '#14181f' }}
      >
        {amount}
      </Text>
      <Facts facts={facts} />
    </Layout>,
  );
  const lines = [
    say.title,
    note,
    say.intro(shop),
    factLines([{ term: say.amount, value: amount }, ...facts]),
    say.footer(shop, recipient),
  ];
  return { to: [recipient], subject, html, text: `${lines.filter((line) => line !== null).join('\n\n')}\n` };
}
