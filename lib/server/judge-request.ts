import { appUrl, env, isLoopbackOnly } from '../kit/env';
import { judgeMoments } from '../kit/moments';

/** A form of the dashboard or a call of the shop is smaller than this. The webhook has a limit of its own. */
export const MAX_BODY_BYTES = 128 * 1_024;

/** The headers of a request, of the web's or of Node's. */
export type ReadableHeaders = Pick<Headers, 'get' | 'has'>;

export type Refusal = { status: 400 | 403 | 411 | 413 | 421; message: string };

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Why a request goes no further, before anything of it is read. Null: it may. */
export function judgeRequest(method: string, headers: ReadableHeaders, params: URLSearchParams): Refusal | null {
  if (!isOurHost(headers)) {
    const message = `This is no host name of this installation: set APP_URL to the address that you open. It listens on ${env().HOST}, and other names are refused there.`;
    return { status: 421, message };
  }
  const faulty = judgeMoments(params);
  if (faulty) return { status: 400, message: faulty };
  if (READS.has(method)) return null;
  if (!isSameOrigin(headers)) return { status: 403, message: 'This came from another site, and changes nothing here.' };
  const length = headers.get('content-length');
  if (length === null && headers.has('transfer-encoding'))
    return { status: 411, message: 'Say how long the body is: send a Content-Length.' };
  if (Number(length ?? 0) > MAX_BODY_BYTES)
    return { status: 413, message: `The body is larger than ${MAX_BODY_BYTES} bytes.` };
  return null;
}

/**
 * While only this machine reaches the app, a page of the web can still reach it by a name of its own that resolves to
 * 127.0.0.1 (DNS rebinding). Where others reach it, the session's cookie is for the right name only.
 */
function isOurHost(headers: ReadableHeaders): boolean {
  if (!isLoopbackOnly()) return true;
  const host = headers.get('host') ?? '';
  const name = host.replace(/:\d+$/, '');
  return (
    ['localhost', '127.0.0.1', '[::1]'].includes(name) || name.endsWith('.localhost') || host === new URL(appUrl()).host
  );
}

/**
 * Whether the page that sends this is one of ours. Every browser says where a mutation comes from; a program that says
 * nothing may go on while it brings no session, for there is nothing that could be misused.
 */
function isSameOrigin(headers: ReadableHeaders): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (origin === null)
    return site === 'same-origin' || (site === null && !/session_token=/.test(headers.get('cookie') ?? ''));
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === new URL(appUrl()).host || host === (headers.get('x-forwarded-host') ?? headers.get('host'));
}
