import { Link, render, Section, Text } from 'react-email';
import { formatMoney } from '../../../kit/money/format-money';
import { needsResponse } from '../../../stripe/dispute';
import { formatDistance, formatTime } from '../locale';
import type { MailContent } from '../mail-content';
import { disputeReason } from './dispute-reason';
import { factLines, Layout, MailFacts, textStyle } from './layout';

export type DisputeAlert = {
  operators: string[];
  disputeId: string;
  status: string;
  /** In the currency's minor unit. */
  amount: bigint;
  currency: string;
  reason: string;
  /** Null where Stripe asks for no evidence. */
  evidenceDueBy: Date | null;
  orderId: string;
  customer: string | null;
  livemode: boolean;
  orderUrl: string;
  stripeUrl: string;
  now: Date;
};

/** Tells the operators what is contested, why, and until when they can answer. In English, like the dashboard. */
export async function disputeMail(alert: DisputeAlert): Promise<MailContent> {
  const amount = formatMoney(alert.amount, alert.currency);
  const inquiry = alert.status.startsWith('warning_');
  const kind = inquiry ? 'Inquiry' : 'Dispute';
  const due = needsResponse(alert.status) ? alert.evidenceDueBy : null;
  const state = alert.status.replace('warning_', '').replaceAll('_', ' ');
  const deadline = due && `${formatTime(due, 'en-GB')} (${formatDistance(due, alert.now, 'en')})`;
  const news = deadline ? `answer by ${formatTime(due, 'en-GB')}` : state;
  const title = `${kind} over ${amount}`;
  const intro = introduce(inquiry, deadline !== null);
  const note = alert.livemode ? null : 'This is a test dispute: no money was moved.';
  const facts = [
    ...(deadline ? [{ term: 'Evidence due', value: deadline }] : []),
    { term: 'Amount', value: `${amount} (${alert.currency.toUpperCase()})` },
    { term: 'Reason', value: disputeReason(alert.reason) },
    { term: 'State', value: state },
    ...(alert.customer ? [{ term: 'Customer', value: alert.customer }] : []),
    { term: 'Dispute', value: alert.disputeId },
    { term: 'Order', value: alert.orderId },
  ];
  const footer = 'You get this mail because OPERATOR_EMAILS names you.';
  const html = await render(
    <Layout language="en" preview={news} from="Hookwell" title={title} note={note} footer={footer}>
      <Text className="muted" style={{ ...textStyle, margin: '0 0 20px', color: '#5b6472' }}>
        {intro}
      </Text>
      <MailFacts facts={facts} />
      <Section style={{ padding: '16px 0 8px' }}>
        <Link href={alert.stripeUrl} className="action" style={button}>
          Answer in Stripe
        </Link>
        <Link
          href={alert.orderUrl}
          className="link"
          style={{ ...textStyle, display: 'inline-block', padding: '10px 16px', color: '#4353d8' }}
        >
          See the order
        </Link>
      </Section>
    </Layout>,
  );
  const lines = [
    title,
    note,
    intro,
    factLines(facts),
    factLines([
      { term: 'At Stripe', value: alert.stripeUrl },
      { term: 'The order', value: alert.orderUrl },
    ]),
    footer,
  ];
  return {
    to: alert.operators,
    subject: `${alert.livemode ? '' : '[Test] '}${title}: ${news}`,
    html,
    text: `${lines.filter((line) => line !== null).join('\n\n')}\n`,
  };
}

function introduce(inquiry: boolean, answerable: boolean): string {
  if (!answerable) return 'There is nothing to answer at this moment.';
  return inquiry
    ? 'No money has been taken. Answer before the deadline, or it may become a dispute.'
    : 'Send evidence before the deadline: without an answer in time the dispute is lost.';
}

const button = {
  ...textStyle,
  display: 'inline-block',
  padding: '10px 16px',
  borderRadius: 8,
  backgroundColor: '#4353d8',
  color: '#ffffff',
  fontWeight: 600,
  textDecoration: 'none',
} as const;
