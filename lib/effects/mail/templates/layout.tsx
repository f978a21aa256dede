import type { ReactNode } from 'react';
import { Body, Container, Head, Heading, Html, Preview, Section, Text } from 'react-email';

const font =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Hiragino Sans', sans-serif";

// Mail clients that know dark mode take the classes; all others show the inline, light look.
const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #0f1217 !important; }
  .card { background-color: #191d25 !important; border-color: #2c323d !important; }
  .ink { color: #eceff4 !important; }
  .muted { color: #a3acba !important; }
  .row td { border-color: #2c323d !important; }
  .note { background-color: #3a2e10 !important; color: #f3d48a !important; }
  .action { background-color: #7c8cff !important; color: #0f1217 !important; }
  .link { color: #a5b0ff !important; }
}`;

type LayoutProps = {
  language: string;
  /** What a list of mails shows behind the subject. */
  preview: string;
  from: string;
  title: string;
  /** Stands out above the title: a test payment, for example. */
  note?: string | null;
  footer: string;
  children: ReactNode;
};

/** One calm card: who writes, what happened, the facts, and why one got the mail. */
export function Layout({ language, preview, from, title, note, footer, children }: LayoutProps) {
  return (
    <Html lang={language}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body className="page" style={{ margin: 0, padding: '32px 12px', backgroundColor: '#f4f5f7', fontFamily: font }}>
        <Container style={{ maxWidth: 520 }}>
          <Section
            className="card"
            style={{
              padding: '28px 28px 20px',
              backgroundColor: '#ffffff',
              border: '1px solid #e3e6eb',
              borderRadius: 12,
            }}
          >
            <Text className="muted" style={{ ...textStyle, margin: '0 0 20px', fontWeight: 600, color: '#5b6472' }}>
              {from}
            </Text>
            {note && (
              <Text
                className="note"
                style={{
                  ...textStyle,
                  margin: '0 0 20px',
                  padding: '8px 12px',
                  borderRadius: 8,
                  backgroundColor: '#fdf3d7',
                  color: '#6b4e00',
                }}
              >
                {note}
              </Text>
            )}
            <Heading
              as="h1"
              className="ink"
              style={{ margin: '0 0 8px', fontSize: 22, lineHeight: '28px', color: '#14181f' }}
            >
              {title}
            </Heading>
            {children}
          </Section>
          <Text className="muted" style={{ ...small, margin: '16px 28px 0', color: '#5b6472' }}>
            {footer}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

export const textStyle = { fontSize: 15, lineHeight: '22px' } as const;
const small = { fontSize: 13, lineHeight: '18px', wordBreak: 'break-word' } as const;

export type MailFact = { term: string; value: string };

/** Terms and their values, below each other. */
export function MailFacts({ facts }: { facts: MailFact[] }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse' }}>
      <tbody>
        {facts.map(({ term, value }) => (
          <tr key={term} className="row">
            <td className="muted" style={{ ...cell, paddingRight: 16, whiteSpace: 'nowrap', color: '#5b6472' }}>
              {term}
            </td>
            <td className="ink" style={{ ...cell, textAlign: 'right', wordBreak: 'break-word', color: '#14181f' }}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cell = {
  padding: '10px 0',
  borderTop: '1px solid #e3e6eb',
  verticalAlign: 'top',
  ...textStyle,
  fontSize: 14,
} as const;

/** The same facts for the text version. */
export const factLines = (facts: MailFact[]): string => facts.map(({ term, value }) => `${term}: ${value}`).join('\n');
