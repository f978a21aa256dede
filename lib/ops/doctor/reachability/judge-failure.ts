import { isLocal } from '../../../kit/is-local';
import { error, type Finding } from '../finding';

const CERTIFICATES: Record<string, [message: string, fix: string]> = {
  CERT_HAS_EXPIRED: ['has expired', 'Renew it, and see why that did not happen by itself.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'is for another host name',
    'Get one for this name, or register the name that the certificate is for.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'comes without its intermediate certificate',
    'Serve the full chain (fullchain.pem instead of cert.pem). A browser hides this fault, Stripe does not.',
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'comes without its intermediate certificate',
    'Serve the full chain (fullchain.pem instead of cert.pem). A browser hides this fault, Stripe does not.',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['is self-signed', 'Use one that the world trusts, from Let’s Encrypt for example.'],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'is signed by an authority of your own',
    'Use one that the world trusts, from Let’s Encrypt for example.',
  ],
};

/** What it means that the URL gave no answer at all. `code` and `message` are Node's. */
export function judgeFailure(url: string, { code, message }: { code: string; message: string }): Finding {
  const { host, hostname } = new URL(url);
  const certificate = CERTIFICATES[code];
  if (certificate) {
    const [what, fix] = certificate;
    return error('tls', `The TLS certificate of ${host} ${what} (${code})`, fix);
  }
  if (/^ERR_SSL|^EPROTO/.test(code))
    return error(
      'tls',
      `${host} does not speak TLS as it should (${code})`,
      'Is it plain HTTP on that port? Put TLS in front of it, or correct the URL.',
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return error(
      'dns',
      `The name ${hostname} cannot be resolved (${code})`,
      'Correct APP_URL or --url, or the name’s DNS record. A tunnel’s name lasts only as long as the tunnel.',
    );
  if (code === 'ECONNREFUSED')
    return error(
      'app_not_running',
      `No app listens at ${host}`,
      isLocal(url)
        ? 'Start it: `npm run dev`, or `npm start`. If it runs elsewhere, set PORT or APP_URL, or give --url.'
        : 'Start the app or the proxy before it, and open the port in the firewall.',
    );
  if (code === 'TIMEOUT' || code.endsWith('_TIMEOUT') || code === 'ETIMEDOUT')
    return error(
      'timeout',
      `${host} gave no answer in time (${code})`,
      'A firewall may drop the connection, or the app hangs: look at its log. Stripe counts this as a failure and tries again.',
    );
  return error(
    'connection_lost',
    `The connection to ${host} broke: ${message} (${code})`,
    'Look at the log of the app and of the proxy in front of it.',
  );
}
