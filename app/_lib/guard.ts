import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { cache } from 'react';
import { pathHeader, readNext, signInHref } from '@/lib/kit/http/same-site';
import { findSession, type SignedIn } from '@/lib/people/auth/find-session';
import { type Actor, includesRole, type Role } from '@/lib/people/auth/roles';

/** Whose session this request has, looked up once for a page. Null without one. */
export const currentSession = cache(async (): Promise<SignedIn | null> => findSession(await headers()));

/**
 * Who asks, if they may do what needs this role: the first line of every server action, and of pages through `query`.
 * Without a session it leads to the sign-in page and back; with a lesser role it shows the page that says so (403).
 */
export async function requireRole(role: Role): Promise<Actor> {
  const session = await currentSession();
  if (!session) redirect(signInHref(await currentPath()));
  if (!includesRole(session.actor.role, role)) forbidden();
  return session.actor;
}

/** Whether the one who looks at a page may do what needs this role: a page shows no button that would be refused. */
export async function may(role: Role): Promise<boolean> {
  const session = await currentSession();
  return session !== null && includesRole(session.actor.role, role);
}

/** The path and query of this request. */
export async function currentPath(): Promise<string> {
  return (await headers()).get(pathHeader) ?? '/';
}

type Handler<Context> = (request: Request, context: Context, actor: Actor) => Promise<Response>;

/** A route that only this role may call. Programs call routes, so they are refused in JSON, and nothing is cached. */
export function guardRoute<Context>(role: Role, handle: Handler<Context>) {
  return async (request: Request, context: Context): Promise<Response> => {
    const session = await findSession(request.headers);
    if (!session) return refuse(401, 'unauthenticated', 'Sign in first: this needs a session.');
    if (!includesRole(session.actor.role, role))
      return refuse(403, 'forbidden', `This needs the role ${role}; yours is ${session.actor.role}.`);
    const response = await handle(request, context, session.actor);
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
    return response;
  };
}

function refuse(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { 'cache-control': 'no-store' } });
}

/** Where a form that came from the sign-in page wants to go on to. */
export const nextOf = (form: FormData): string => readNext(form.get('next'));
