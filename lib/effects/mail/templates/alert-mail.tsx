import { Link, render, Section, Text } from 'react-email';
import { formatTime } from '../locale';
import type { MailContent } from '../mail-content';
import { factLines, Layout, MailFacts, textStyle } from './layout';

export type AlertToTell = {
  to: string[];
  state: 'opened' | 'resolved';
  rule: string;
  title: string;
  message: string;
  openedAt: Date;
  resolvedAt: Date | null;
  dashboard: string;
};

/** Tells what is wrong, since when, and where it is explained; or that it is over. In English, like the dashboard. */
export async function alertMail(alert: AlertToTell): Promise<MailContent> {
  const over = alert.state === 'resolved';
  const subject = over ? `Over: ${alert.title}` : alert.title;
  const facts = [
    { term: 'Since', value: formatTime(alert.openedAt, 'en-GB') },
    ...(over && alert.resolvedAt ? [{ term: 'Until', value: formatTime(alert.resolvedAt, 'en-GB') }] : []),
    { term: 'What to do', value: `docs/runbook.md, “${alert.title}”` },
  ];
  const intro = over ? `It is well again. It was: ${alert.message}` : alert.message;
  const footer = 'You get this mail because ALERT_EMAILS or OPERATOR_EMAILS names you.';
  const html = await render(
    <Layout language="en" preview={alert.message} from="Hookwell" title={subject} footer={footer}>
      <Text className="muted" style={{ ...textStyle, margin: '0 0 20px', color: '#5b6472' }}>
        {intro}
      </Text>
      <MailFacts facts={facts} />
      <Section style={{ padding: '16px 0 8px' }}>
        <Link href={alert.dashboard} className="link" style={textStyle}>
          {alert.dashboard}
        </Link>
      </Section>
    </Layout>,
  );
  const lines = [subject, '', intro, '', factLines(facts), '', alert.dashboard, '', footer];
  return { to: alert.to, subject: `Hookwell: ${subject}`, html, text: lines.join('\n') };
}
