import { KnownError } from '../../kit/known-error';
import { type Endpoint, isOurs, META } from './endpoint';

/**
 * A rotation that has begun. All of it stands at Stripe, in the metadata of the new endpoint and in both states, so
 * that any machine can go on:
 * - `secret`: the new endpoint is there, switched off; the app has to know its secret
 * - `events`: both are on; events have to come by the new one
 * - `retire`: the old one is off, and can be switched on again
 * - `finish`: the old one is gone
 */
export type Rotation = { next: Endpoint; old: Endpoint | null; step: 'secret' | 'events' | 'retire' | 'finish' };

/** The rotations that have begun and not ended. */
export function openRotations(endpoints: Endpoint[]): Rotation[] {
  return endpoints
    .filter(({ metadata }) => metadata[META.replaces])
    .map((next) => {
      const old = endpoints.find(({ id }) => id === next.metadata[META.replaces]) ?? null;
      return { next, old, step: stepOf(next, old) };
    });
}

function stepOf(next: Endpoint, old: Endpoint | null): Rotation['step'] {
  if (!next.metadata[META.proven]) return 'secret';
  if (!old) return 'finish';
  return old.status === 'enabled' ? 'events' : 'retire';
}

/** The rotation to go on with, or the endpoint to begin with. `id` may be the old or the new one. */
export function chooseRotation(endpoints: Endpoint[], id?: string): Rotation | Endpoint {
  const open = openRotations(endpoints);
  const wanted = id ? open.filter(({ next }) => next.id === id || next.metadata[META.replaces] === id) : open;
  const [only] = wanted;
  if (only && wanted.length === 1) return only;
  if (wanted.length > 1)
    throw chooseOne(
      'Several rotations are under way',
      open.map(({ next }) => next),
    );
  if (id) {
    const endpoint = endpoints.find((each) => each.id === id);
    if (endpoint) return endpoint;
    throw new KnownError(
      `Stripe knows no endpoint ${id} in the mode of this key. \`npm run endpoint -- list\` shows all.`,
    );
  }
  const candidates = endpoints.filter((endpoint) => isOurs(endpoint) && endpoint.status === 'enabled');
  const [first] = candidates;
  if (first && candidates.length === 1) return first;
  if (candidates.length > 1) throw chooseOne('Hookwell has several endpoints', candidates);
  throw new KnownError(
    'There is no endpoint of Hookwell that is on. Make one with `create`, or name another to replace: npm run endpoint -- rotate <id>.',
  );
}

const chooseOne = (what: string, endpoints: Endpoint[]) =>
  new KnownError(
    `${what}. Say which:\n${endpoints.map(({ id, url }) => `  npm run endpoint -- rotate ${id}   (${url})`).join('\n')}`,
  );
