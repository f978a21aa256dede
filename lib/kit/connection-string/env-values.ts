import { z } from 'zod';
import { cleanConnectionString, parseConnectionString } from './parse';
import { ConnectionStringError } from './target';
import { tlsModeOf } from './tls-mode';

/** A connection string that can be honored, without quotes and white space around it. */
export const postgresUrl = z.string().transform((value, context): string => {
  try {
    parseConnectionString(value);
    return cleanConnectionString(value);
  } catch (error) {
    if (!(error instanceof ConnectionStringError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

/** A certificate, or several, as text. Web forms and env files that know no lines get it with \n, or in base64. */
export const certificates = z.string().transform((value, context): string => {
  const forms = [value, value.replaceAll('\\n', '\n'), Buffer.from(value, 'base64').toString()];
  const pem = forms.find((form) => /-----BEGIN CERTIFICATE-----\n[^-]+\n-----END CERTIFICATE-----/.test(form));
  if (pem) return pem;
  context.addIssue({
    code: 'custom',
    message:
      'holds no certificate; it begins with -----BEGIN CERTIFICATE-----, in base64 if it has to be one line. To name a file, add sslrootcert=/path/to/ca.pem to DATABASE_URL',
  });
  return z.NEVER;
});

/** What is wrong with a URL only together with DATABASE_CA, or with its absence. */
export function judgeTls(databaseUrl: string | undefined, hasCa: boolean): string | null {
  if (!databaseUrl) return null;
  try {
    tlsModeOf(parseConnectionString(databaseUrl), hasCa);
    return null;
  } catch (error) {
    if (error instanceof ConnectionStringError) return error.message;
    throw error;
  }
}
