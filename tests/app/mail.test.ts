import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type App, startApp } from '../../harness/app';
import { deliver } from '../../harness/deliveries';
import { until, useInbox } from '../../harness/inbox';
import { type MailServer, startMailServer } from '../../harness/mail-server';

const inbox = useInbox();
// A payment told alone would wait for the link with its invoice.
const atOnce = { FULFILL_LINK_WAIT_SECONDS: '0' };
let server: MailServer;
const paidBy = (email: string) =>
  buildEvent('payment_intent.succeeded', {
    set: { 'data.object.receipt_email': email, 'data.object.amount': 5120, 'data.object.currency': 'kwd' },
  });

beforeAll(async () => {
  server = await startMailServer({ user: 'shop', password: 'p@ss word' });
});
afterAll(() => server.close());

describe('the production build', () => {
  it('writes and sends a receipt, and shows it in the dashboard', async () => {
    const app: App = await startApp(inbox.url(), {
      ...atOnce,
      SMTP_URL: server.url(),
      EMAIL_FROM: 'Blue Bottle <shop@bluebottle.example>',
    });
    try {
      const event = paidBy('ann@example.com');
      expect((await deliver(app.url, event)).status).toBe(200);
      await until(async () => server.received.length > 0, 'the mail');
      const [mail] = server.received;
      expect(mail?.recipients).toEqual(['ann@example.com']);
      expect(mail?.subject).toContain('KWD\u00a05.120');
      expect(mail?.html).toContain('Thank you for your payment');

      const find = () => inbox.prisma().effect.findFirst({ where: { eventId: event.id, kind: 'receipt' } });
      await until(async () => (await find())?.status === 'done', 'the record');
      const headers = { cookie: (await app.signIn('viewer')).cookie };
      expect(await (await fetch(`${app.url}/mails`, { headers })).text()).toContain('ann@example.com');
      const page = await (await fetch(`${app.url}/mails/${(await find())?.key}`, { headers })).text();
      expect(page).toContain('sandbox=""');
      expect(page).toContain('&lt;h1');
      expect((await fetch(`${app.url}/mails/receipt:ord_unknown`, { headers })).status).toBe(404);
    } finally {
      await app.end();
    }
    expect(app.output()).not.toContain('p@ss');
    expect(app.output()).toContain('Nobody hears of disputes');
  });

  it('says once that it sends none, where no mail server is named, and fulfils', async () => {
    const app = await startApp(inbox.url(), atOnce);
    try {
      const event = paidBy('bob@example.com');
      await deliver(app.url, event);
      const effects = () => inbox.prisma().effect.findMany({ where: { eventId: event.id } });
      await until(async () => (await effects())[0]?.status === 'done', 'the fulfilment');
      expect(await effects()).toMatchObject([{ kind: 'fulfil' }]);
      expect(app.output().match(/No mail is sent/g)).toHaveLength(1);
    } finally {
      await app.end();
    }
  });
});
