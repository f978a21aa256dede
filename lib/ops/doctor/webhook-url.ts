import { KnownError } from '../../kit/known-error';

/** The webhook's URL from what was typed: a host alone is enough. */
export function webhookUrl(given: string): string {
  const text = /^https?:\/\//.test(given) ? given : `https://${given}`;
  if (!URL.canParse(text))
    throw new KnownError(`${given} is no URL. Write it like https://shop.example.com/api/webhook.`);
  const url = new URL(text);
  if (url.pathname === '/') url.pathname = '/api/webhook';
  return url.href;
}
