import { isLocal } from '../../kit/is-local';
import { KnownError } from '../../kit/known-error';

/** The URL to register: https, of the public net, with the door's path where only a host was given. */
export function endpointUrl(given: string): string {
  if (!URL.canParse(given) || !/^https?:/.test(given))
    throw new KnownError(`${given} is no URL. Write it like https://shop.example.com/api/webhook.`);
  const url = new URL(given);
  if (isLocal(given))
    throw new KnownError(
      `${url.host} is an address of this machine or its network, and Stripe does not reach it. While developing use \`npm run listen\`; it needs no endpoint.`,
    );
  if (url.protocol !== 'https:')
    throw new KnownError(
      `${given} is not https. Stripe delivers live events to https only: write https://${url.host}…`,
    );
  if (url.username || url.hash)
    throw new KnownError('A user, a password or a # in the URL does not reach the app. Leave them out.');
  if (url.pathname === '/') url.pathname = '/api/webhook';
  return url.href;
}
