import { type ConnectionTarget, refuse, type TlsMode } from './target';

/** This machine, where nobody sits in between. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/i;

/**
 * What an `sslmode` comes to. `require` encrypts and, with an authority named, looks who signed the certificate, as libpq
 * does. Who names an authority and no mode wants all of it. Undefined: the URL does not ask for TLS.
 */
export function tlsModeOf({ tls, host }: ConnectionTarget, hasCa: boolean): TlsMode | undefined {
  const { mode, rootCert, cert, key, identity } = tls;
  if (host.startsWith('/') || mode === 'disable') return 'disable';
  if (rootCert === 'system') return 'verify-full';
  const named = rootCert !== undefined || (cert !== undefined && key === undefined);
  const authority = named || hasCa;
  if (mode === 'verify-ca' && !authority)
    refuse(
      'has sslmode=verify-ca, but names no authority; set DATABASE_CA, add sslrootcert=/path/to/ca.pem, or write sslmode=verify-full for a public one',
    );
  if (mode === 'require') return authority ? 'verify-ca' : 'no-verify';
  if (mode) return mode;
  if (named || cert || identity || (hasCa && !LOOPBACK.test(host))) return 'verify-full';
  return undefined;
}
