import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectionOptions } from '../lib/db/connection-options';
import { acquireEmbeddedPostgres } from '../lib/dev/postgres/embedded-postgres';

/** Whether certificates can be made here. */
export const hasOpenssl = (): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** An authority of its own, as a provider has one, and what it signed: a server called `localhost` and ::1, a client. */
function makeCertificates(dir: string, clientUser: string) {
  const file = (name: string) => join(dir, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = (name: string) =>
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-subj',
      `/CN=${name}`,
      '-days',
      '2',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
    );
  const sign = (name: string, subject: string, extension: string) => {
    writeFileSync(file(`${name}.ext`), extension);
    openssl('req', ...newKey, '-subj', `/CN=${subject}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const by = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial', '-days', '2'];
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
  };
  authority('authority');
  authority('stranger');
  sign('server', 'localhost', 'subjectAltName=DNS:localhost,IP:::1');
  sign('client', clientUser, 'extendedKeyUsage=clientAuth');
  openssl(
    'pkcs12',
    '-export',
    '-in',
    'client.pem',
    '-inkey',
    'client.key',
    '-passout',
    'pass:secret',
    '-out',
    'client.p12',
  );
  chmodSync(file('server.key'), 0o600);
  return { file, read: (name: string) => readFileSync(file(name), 'utf8') };
}

/**
 * A server that takes connections on 127.0.0.1, ::1 and a Unix socket, and speaks TLS with a certificate of its own
 * authority. `roles`: names and passwords. `tls_only` may come by TLS only, `cert_user` with a certificate only.
 */
export async function startTlsServer(roles: Record<string, string>) {
  const dir = mkdtempSync(join(tmpdir(), 'hookwell-tls-'));
  const certificates = makeCertificates(dir, 'cert_user');
  const lease = await acquireEmbeddedPostgres({
    dir,
    settings: {
      ssl: 'on',
      ssl_cert_file: certificates.file('server.pem'),
      ssl_key_file: certificates.file('server.key'),
      ssl_ca_file: certificates.file('authority.pem'),
      listen_addresses: '127.0.0.1,::1',
      unix_socket_directories: dir,
      fsync: 'off',
    },
  });
  const hba = join(lease.dataDir, 'pg_hba.conf');
  const lines = readFileSync(hba, 'utf8');
  writeFileSync(hba, 'hostnossl all tls_only all reject\nhostssl all cert_user all cert\n');
  appendFileSync(hba, lines);
  const admin = new pg.Client(connectionOptions(lease.url));
  await admin.connect();
  for (const [name, password] of Object.entries(roles))
    await admin.query(`create role ${name} login superuser password ${admin.escapeLiteral(password)}`);
  await admin.query('select pg_reload_conf()');
  await admin.end();
  const { port } = connectionOptions(lease.url);
  return {
    ...certificates,
    dir,
    port: port as number,
    adminUrl: lease.url,
    async stop() {
      await lease.release();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
