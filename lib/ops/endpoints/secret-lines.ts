import { env } from '../../kit/env';
import type { EndpointKind } from './endpoint';

/**
 * How to hand a new secret to the app. Its label is the endpoint's id, so that each event says how it came; behind it stands
 * what it may sign. `beside`: the app has another one that it has to keep.
 */
export function secretLines(
  { id, livemode, kind }: { id: string; livemode: boolean; kind: EndpointKind },
  secret: string,
  beside = env().STRIPE_WEBHOOK_SECRET.length > 0,
): string[] {
  const entry = `${id}:${secret}:${livemode ? 'live' : 'test'}${kind === 'connect' ? ':connect' : ''}`;
  return !beside
    ? ['This secret is shown once. Set it where the app runs:', '', `  STRIPE_WEBHOOK_SECRET=${entry}`, '']
    : [
        'This secret is shown once. Add it, behind a comma, to the STRIPE_WEBHOOK_SECRET of the app:',
        '',
        `  STRIPE_WEBHOOK_SECRET=<what stands there>,${entry}`,
        '',
      ];
}
