import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { signPayload } from '@/lib/dev/simulator/deliver';
import { ApiError, type ApiRequest } from './api';
import { Collector } from './collector';

/** What a `stripe listen` reported about one delivery. */
export type Reported = { eventId: string; status: number; body: string };

/** How a delivery is to differ from what Stripe would send. */
export type ListenerDifference = {
  /** Another secret than the session's. */
  secret?: string;
  /** When it was signed, in Unix seconds. */
  signedAt?: number;
  /** The headers instead of a signature; `{}` sends none. */
  headers?: Record<string, string>;
};

/** The websocket side: sessions of `stripe listen`, the events that go to them, and what they report. */
export class Listeners {
  readonly responses = new Collector<Reported>();
  readonly acks = new Collector<string>();
  /** The ids of the sessions that were asked for, one for each connection of a CLI. */
  readonly sessions = new Collector<string>();
  /** How often a CLI has connected. */
  readonly connected = new Collector<WebSocket>();
  /** Sockets whose CLI has gone. */
  readonly disconnected = new Collector<WebSocket>();
  private readonly sockets = new Set<WebSocket>();
  private readonly server = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });

  constructor(readonly secret: string) {}

  /** `POST /v1/stripecli/sessions`. Stripe's secret belongs to the account and device: it stays when the CLI reconnects. */
  createSession({ form }: ApiRequest, host: string): object {
    if (!form.device_name) throw new ApiError(400, 'Missing required param: device_name.');
    const id = `cliws_${randomBytes(12).toString('hex')}`;
    this.sessions.add(id);
    return {
      websocket_url: `ws://${host}/subscribe/${id}`,
      websocket_id: id,
      websocket_authorized_feature: 'webhooks',
      reconnect_delay: 60 * 60,
      secret: this.secret,
      default_version: '2026-02-25',
      latest_version: '2026-02-25',
      device_token: '',
      display_connect_filter_warning: false,
    };
  }

  /** The upgrade of a CLI that brings a known session. */
  connect(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!this.sessions.all.includes(String(request.headers['websocket-id']))) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, socket, head, (client) => {
      this.sockets.add(client);
      client.on('message', (data) => this.hear(data));
      client.on('close', () => {
        this.sockets.delete(client);
        this.disconnected.add(client);
      });
      this.connected.add(client);
    });
  }

  /** Brings an event to every connected CLI. Returns how many there are: Stripe keeps nothing for those that are away. */
  send(payload: string, { secret = this.secret, signedAt, headers }: ListenerDifference = {}): number {
    const message = JSON.stringify({
      type: 'webhook_event',
      webhook_id: `wh_${randomBytes(12).toString('hex')}`,
      webhook_conversation_id: `wc_${randomBytes(12).toString('hex')}`,
      event_payload: payload,
      http_headers: headers ?? deliveryHeaders(signPayload(payload, secret, signedAt)),
      endpoint: { api_version: null },
    });
    for (const client of this.sockets) client.send(message);
    return this.sockets.size;
  }

  /** Cuts every connection without a goodbye, as a network does. */
  drop(): void {
    for (const client of this.sockets) client.terminate();
  }

  close(): void {
    this.drop();
    this.server.close();
  }

  private hear(data: RawData): void {
    const message = JSON.parse(data.toString()) as Record<string, unknown>;
    if (message.type === 'event_ack') this.acks.add(String(message.event_id));
    if (message.type === 'webhook_response')
      this.responses.add({
        eventId: String(message.notification_id),
        status: Number(message.status),
        body: String(message.body),
      });
  }
}

const PROTOCOL = 'stripecli-devproxy-v1';

/** What Stripe's own delivery carries, which the CLI hands on. */
const deliveryHeaders = (signature: string) => ({
  'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  Accept: '*/*; q=0.5, application/xml',
  'Cache-Control': 'no-cache',
  'Content-Type': 'application/json; charset=utf-8',
  'Stripe-Signature': signature,
});
