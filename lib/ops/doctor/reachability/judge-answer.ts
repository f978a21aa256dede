import { z } from 'zod';
import type { RejectionCode } from '../../../inbox/outcome';
import { CAUSES, type Cause } from '../../../inbox/rejections/causes';
import { error, type Finding } from '../finding';
import { judgeRedirect } from './judge-redirect';
import type { ProbeResult } from './send-probe';

type Answer = Extract<ProbeResult, { kind: 'answered' }>;

const CODES = [
  'missing_signature',
  'invalid_signature',
  'outside_scope',
  'timestamp_out_of_tolerance',
  'invalid_payload',
  'payload_too_large',
  'method_not_allowed',
  'storage_unavailable',
  'overloaded',
  'not_configured',
] as const satisfies RejectionCode[];

/** A cause that only a later version knows counts as none. */
const cause = z.enum(CAUSES).nullable().catch(null);
const rejection = z.object({ error: z.object({ code: z.enum(CODES), cause, message: z.string() }) });

/** What Hookwell's door said, if it was the door that answered. */
export type DoorSaid = { code: RejectionCode; cause: Cause | null; message: string };

/** The door's own words in an answer; null when something else answered. */
export function doorSaid(answer: Answer): DoorSaid | null {
  if (!answer.body.startsWith('{')) return null;
  try {
    const { data } = rejection.safeParse(JSON.parse(answer.body));
    return data?.error ?? null;
  } catch (problem) {
    if (problem instanceof SyntaxError) return null;
    throw problem;
  }
}

/** What it means that something else than the door answered, or something before it. */
export function judgeForeignAnswer(url: string, answer: Answer): Finding {
  const { status, headers, body } = answer;
  const { host, pathname } = new URL(url);
  const html = /html/.test(headers.get('content-type') ?? '') || /^\s*<(!doctype|html)/i.test(body);
  const tunnel = headers.get('ngrok-error-code');

  if (status >= 300 && status < 400) return judgeRedirect(url, status, headers.get('location'));
  if (tunnel)
    return error(
      'tunnel_offline',
      `The tunnel answers instead of the app (${tunnel})`,
      'Start the tunnel, and the app behind it.',
    );
  if (status === 401 || status === 403) return judgeRefusal(answer);
  if (status === 404)
    return error(
      'not_found',
      `${host} has nothing at ${pathname} (404)`,
      'Is it the right app, and is the path right? Hookwell takes events at /api/webhook and /webhook.',
    );
  if (status === 405)
    return error(
      'post_refused',
      `${host} refuses POST at ${pathname} (405)`,
      'A static host or a proxy answers instead of the app: let it pass POST on.',
    );
  if (status === 413)
    return error(
      'too_large',
      `A body of ${PROBE_SIZE} is too large for what stands before the app (413)`,
      'Raise the proxy’s limit (nginx: client_max_body_size 1m). Stripe’s events reach 300 KB.',
    );
  if (status === 429)
    return error(
      'rate_limited',
      `${host} limits the rate of requests (429)`,
      'Leave the webhook’s path out of the limit: Stripe sends bursts, and tries again for three days.',
    );
  if (status >= 502 && status <= 504)
    return error(
      'app_behind_proxy_down',
      `The proxy at ${host} does not reach the app (${status})`,
      'Start the app, and compare its port with the one in the proxy’s configuration.',
    );
  if (status >= 500)
    return error('server_error', `${host} answers ${status}`, 'The app’s log says why. Stripe will try again.');
  if (html)
    return error(
      'html_answer',
      `A web page answers at ${pathname} (${status}), not the webhook${status < 300 ? ': Stripe takes that for a success, and every event is lost' : ''}`,
      'Middleware, a catch-all route or a rewrite takes the request: leave /api/webhook and /webhook out of it (the matcher in proxy.ts, the rewrites of the host).',
    );
  return error(
    'other_app',
    `What answers at ${host} (${status}) is not Hookwell${status < 300 ? ': Stripe takes that for a success, and every event is lost' : ''}`,
    'Correct APP_URL or --url, or look at which app is deployed there.',
  );
}

const PROBE_SIZE = '300 bytes';

function judgeRefusal({ status, headers, body }: Answer): Finding {
  const vercel = headers.get('server') === 'Vercel' || headers.has('x-vercel-id');
  if (vercel && (status === 401 || /_vercel_sso|vercel\.com\/sso/.test(body + headers.get('set-cookie'))))
    return error(
      'deployment_protection',
      `Vercel's deployment protection answers (${status}): Stripe cannot sign in`,
      'Register the production domain, which is not protected, or switch the protection off for this deployment; or add ?x-vercel-protection-bypass=SECRET to the URL at Stripe (Settings → Deployment Protection → Protection Bypass for Automation).',
    );
  if (headers.get('cf-mitigated') || headers.get('x-vercel-mitigated'))
    return error(
      'bot_challenge',
      `A firewall takes Stripe for a bot and asks it for a proof (${status})`,
      'Let POST to /api/webhook pass the challenge: a WAF rule that skips this path. The signature protects it.',
    );
  return error(
    'unauthorized',
    `Something before the app refuses the request (${status}${headers.has('www-authenticate') ? ', it wants a password' : ''})`,
    'Leave /api/webhook out of the password, the firewall or the middleware: Stripe brings a signature, and no login.',
  );
}
