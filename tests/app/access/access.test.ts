import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildScenario } from '@/lib/dev/simulator/build';
import { includesRole, type Role, roles } from '@/lib/people/auth/roles';
import { type App, startApp } from '../../../harness/app';
import { deliver } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';
import { sessionCookie } from '../../../harness/sign-in';
import { ACTIONS, type Access, ADDRESSES } from './classification';
import { type Action, type Address, fill, idOn, listActions, listAddresses } from './manifests';

/** Stands in the payloads of the events, and so in nothing that a stranger may get. */
const PRIVATE = 'very.private.person@example.com';

const inbox = useInbox();
let app: App;
/** `forged`: with a cookie that we did not sign; `ended`: with one that we did, of a session that is not there any more. */
type Stranger = 'nobody' | 'forged' | 'ended';
type Caller = Role | Stranger;

const strangers: Stranger[] = ['nobody', 'forged', 'ended'];
const isStranger = (as: Caller): boolean => strangers.some((stranger) => stranger === as);
const cookies = new Map<Caller, string>();

beforeAll(async () => {
  app = await startApp(inbox.url(), { CHECKOUT: 'on' });
  for (const event of buildScenario('purchase')) {
    Object.assign(event.data.object, { receipt_email: PRIVATE });
    await deliver(app.url, event);
  }
  for (const role of roles) cookies.set(role, (await app.signIn(role)).cookie);
  cookies.set('forged', `${sessionCookie}=token.${Buffer.alloc(32).toString('base64')}`);
  const { userId, cookie } = await app.signIn('admin');
  await inbox.prisma().session.deleteMany({ where: { userId } });
  cookies.set('ended', cookie);
});
afterAll(() => app.end());

/** Sends a request as somebody, as a page of the app's own would. */
function ask(path: string, as: Caller, init: RequestInit = {}): Promise<Response> {
  const cookie = cookies.get(as);
  const headers = { origin: app.url, ...(cookie && { cookie }), ...init.headers };
  return fetch(new URL(path, app.url), { redirect: 'manual', ...init, headers });
}

/** Everybody who may not, and everybody who may. */
const refusedTo = (access: Access): Caller[] =>
  access === 'public' || access === 'token'
    ? []
    : [...strangers, ...roles.filter((role) => !includesRole(role, access))];
const allowedTo = (access: Access): Caller[] =>
  access === 'token'
    ? []
    : access === 'public'
      ? [...strangers, ...roles]
      : roles.filter((role) => includesRole(role, access));

const leadsToSignIn = (response: Response): boolean => {
  const to = response.headers.get('location') ?? response.headers.get('x-action-redirect') ?? '';
  return to.replace(app.url, '').startsWith('/sign-in');
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

it('every page, route and action of the build is classified, and nothing else', () => {
  expect(Object.keys(ADDRESSES).sort()).toEqual([...new Set(listAddresses().map(({ path }) => path))].sort());
  expect(Object.keys(ACTIONS).sort()).toEqual([...new Set(listActions().map(({ name }) => name))].sort());
});

/** What stands in for the frame when even that failed is an error by itself. */
const isPage = ({ kind, path }: Address) => kind === 'page' && path !== '/_global-error';

describe.each(listAddresses().filter(isPage))('page $path', ({ key, path }) => {
  const access = ADDRESSES[path] ?? 'admin';
  const address = path === '/_not-found' ? '/nowhere' : fill(path);

  it.runIf(refusedTo(access).length > 0)('refuses who may not, before anything of it is shown', async () => {
    for (const as of refusedTo(access)) {
      const response = await ask(address, as);
      if (isStranger(as)) expect(leadsToSignIn(response), `${as}: ${response.status}`).toBe(true);
      else expect(response.status, as).toBe(403);
      expect(await response.text()).not.toContain(PRIVATE);
    }
  });

  // That there is no such page, anybody may know.
  it.runIf(refusedTo(access).length > 0 && path !== '/_not-found')(
    'refuses by itself too, where its layouts are not asked',
    async () => {
      const headers = { rsc: '1', 'next-router-state-tree': encodeURIComponent(JSON.stringify(treeOf(key))) };
      for (const as of refusedTo(access)) {
        const first = await ask(address, as, { headers });
        // Next wants a hash of these headers in the address, and says which.
        const hashed = first.headers.get('location')?.includes('_rsc=') ? first.headers.get('location') : null;
        const response = hashed ? await ask(hashed, as, { headers }) : first;
        const text = await response.text();
        expect(text).not.toContain(PRIVATE);
        const refused = isStranger(as) ? /NEXT_REDIRECT;\w+;\/sign-in/ : /NEXT_HTTP_ERROR_FALLBACK;403/;
        const told = `${as}: ${response.status} ${response.headers.get('location')} ${text.slice(0, 300)}`;
        expect(leadsToSignIn(response) || response.status === 403 || refused.test(text), told).toBe(true);
      }
    },
  );

  it('shows itself to who may, and to no cache', async () => {
    for (const as of allowedTo(access)) {
      const response = await ask(address, as);
      expect([401, 403, 500], `${as}`).not.toContain(response.status);
      expect(access !== 'public' && leadsToSignIn(response), `${as}`).toBe(false);
      expect(response.headers.get('cache-control')).toContain('no-store');
    }
  });
});

describe.each(listAddresses().filter(({ kind }) => kind === 'route'))('route $path', ({ path }) => {
  const access = ADDRESSES[path] ?? 'admin';

  it.runIf(access !== 'public')('refuses who may not, by every method', async () => {
    for (const as of access === 'token' ? [...strangers, ...roles] : refusedTo(access))
      for (const method of METHODS) {
        const response = await ask(fill(path), as, { method });
        expect([isStranger(as) || access === 'token' ? 401 : 403, 405], `${method} as ${as}`).toContain(
          response.status,
        );
        if (response.status !== 405) expect(response.headers.get('cache-control')).toContain('no-store');
      }
  });

  it('answers who may', async () => {
    for (const as of allowedTo(access)) expect([401, 403, 500]).not.toContain((await ask(fill(path), as)).status);
  });
});

describe.each(listActions())('action $name', (action) => {
  const access = ACTIONS[action.name] ?? 'admin';

  it.runIf(refusedTo(access).length > 0)('refuses who may not', async () => {
    const before = await inbox.prisma().auditEntry.count();
    for (const as of refusedTo(access)) {
      const response = await call(action, as);
      if (isStranger(as)) expect(leadsToSignIn(response), `${as}: ${response.status}`).toBe(true);
      else expect(response.status, as).toBe(403);
    }
    expect(await inbox.prisma().auditEntry.count()).toBe(before);
  });

  it('is refused to a page of another site, whoever is signed in', async () => {
    expect((await call(action, 'admin', { origin: 'https://evil.example' })).status).toBe(403);
  });
});

/** Calls an action as React does, without anything in the form: a refusal comes before it is looked at. */
function call({ id, path }: Action, as: Caller, headers: Record<string, string> = {}): Promise<Response> {
  const body = new FormData();
  body.set('0', '[null,"$K1"]');
  return ask(path, as, {
    method: 'POST',
    body,
    headers: { 'next-action': id, accept: 'text/x-component', ...headers },
  });
}

/** What a browser says that it has already: all of an address's layouts, and nothing of its page. */
function treeOf(key: string): unknown {
  const segments = key.split('/').slice(1, -1);
  const build = ([first, ...rest]: string[]): unknown[] => {
    if (first === undefined) return ['__PAGE__', {}, null, 'refetch'];
    const name = /^\[(.+)\]$/.exec(first)?.[1];
    return [name ? [name, idOn(key), 'd', null] : first, { children: build(rest) }];
  };
  return ['', { children: build(segments) }, null, null];
}
