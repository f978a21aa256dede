import { z } from 'zod';
import { KnownError } from '../../kit/known-error';

/** The first answer of `next dev` compiles the route. */
const TIME_LIMIT_MS = 60_000;

// Strangers to a production build are not told what is wrong with it.
const health = z.object({ status: z.enum(['ok', 'degraded', 'unhealthy']), problems: z.array(z.string()).default([]) });

/** Makes sure that a Hookwell answers where events will go. Resolves with what is wrong with it, one line each; throws {@link KnownError} when none answers. */
export async function requireApp(forwardTo: string): Promise<string[]> {
  const { origin, host } = new URL(forwardTo);
  const answer = await ask(`${origin}/api/health`, origin);
  const { data } = health.safeParse(answer);
  if (!data)
    throw new KnownError(
      `What answers at ${host} is not Hookwell. Stop it, or say where the app is: PORT=3001 in .env.local, or --forward-to http://127.0.0.1:3001/api/webhook.`,
    );
  return data.problems;
}

async function ask(url: string, origin: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    const body = await response.text();
    return body.startsWith('{') ? JSON.parse(body) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    const { name, cause } = error as Error & { cause?: { code?: string } };
    throw new KnownError(
      `No app answers at ${origin} (${cause?.code ?? name}). Start it in another terminal with \`npm run dev\`, or both in this one with \`npm run dev -- --listen\`.`,
      { cause: error },
    );
  }
}
