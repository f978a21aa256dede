import { createHash } from 'node:crypto';
import type { prismaAdapter } from 'better-auth/adapters/prisma';

type CreateAdapter = ReturnType<typeof prismaAdapter>;
type Adapter = ReturnType<CreateAdapter>;
type Where = { field: string; value: unknown };

/** A token as the database keeps it: who reads the table, or a backup of it, cannot sign in with what stands there. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const hashed = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(hashed) : typeof value === 'string' ? hashToken(value) : value;

/** better-auth keeps the tokens of sessions as they are; between it and the database this one hashes them. */
export function withHashedTokens(create: CreateAdapter): CreateAdapter {
  return (options) => {
    const inner = create(options);
    const call =
      (name: 'create' | 'findOne' | 'findMany' | 'update' | 'updateMany' | 'delete' | 'deleteMany' | 'count') =>
      async (asked: { model: string; where?: Where[]; data?: object; update?: object }) => {
        const run = inner[name].bind(inner) as (asked: object) => Promise<unknown>;
        if (asked.model !== 'session') return run(asked);
        const answer = await run({
          ...asked,
          ...(asked.where && { where: asked.where.map(hashWhere) }),
          ...(asked.data && { data: hashIn(asked.data) }),
          ...(asked.update && { update: hashIn(asked.update) }),
        });
        return giveBack(answer, clearToken(asked));
      };
    const names = ['create', 'findOne', 'findMany', 'update', 'updateMany', 'delete', 'deleteMany', 'count'] as const;
    return { ...inner, ...Object.fromEntries(names.map((name) => [name, call(name)])) } as Adapter;
  };
}

const hashWhere = (where: Where): Where => (where.field === 'token' ? { ...where, value: hashed(where.value) } : where);

const hashIn = (data: object): object =>
  'token' in data && typeof data.token === 'string' ? { ...data, token: hashToken(data.token) } : data;

/** The token that the caller knows already, and so may see again. */
function clearToken({ where, data }: { where?: Where[]; data?: object }): string | null {
  const known = data && 'token' in data ? data.token : where?.find(({ field }) => field === 'token')?.value;
  return typeof known === 'string' ? known : null;
}

const giveBack = (answer: unknown, token: string | null): unknown =>
  token !== null && typeof answer === 'object' && answer !== null && 'token' in answer ? { ...answer, token } : answer;
