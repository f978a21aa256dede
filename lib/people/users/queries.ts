import type { Database } from '../../db/client';
import { asRole, type Role } from '../auth/roles';

/** A team, not a population: more than this are not listed. */
const USERS_SHOWN = 500;

export type ListedUser = {
  id: string;
  name: string;
  email: string;
  role: Role;
  banned: boolean;
  createdAt: Date;
  hasPassword: boolean;
  lastSignIn: Date | null;
  sessions: number;
};

const shape = {
  accounts: { where: { providerId: 'credential', password: { not: null } }, select: { id: true } },
  sessions: { select: { createdAt: true }, orderBy: { createdAt: 'desc' }, take: 100 },
} as const;

type Row = Omit<ListedUser, 'role' | 'hasPassword' | 'lastSignIn' | 'sessions'> & {
  role: string;
  accounts: { id: string }[];
  sessions: { createdAt: Date }[];
};

const toListed = ({ accounts, sessions, ...user }: Row): ListedUser => ({
  ...user,
  role: asRole(user.role),
  hasPassword: accounts.length > 0,
  lastSignIn: sessions[0]?.createdAt ?? null,
  sessions: sessions.length,
});

/** Everybody who may sign in, by name. `lastSignIn` is of the sessions that still hold. */
export async function listUsers(db: Database): Promise<ListedUser[]> {
  const rows = await db.user.findMany({ include: shape, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: USERS_SHOWN });
  return rows.map(toListed);
}

/** One user. Null when there is none. */
export async function getUser(db: Database, id: string): Promise<ListedUser | null> {
  const row = await db.user.findUnique({ where: { id }, include: shape });
  return row && toListed(row);
}

export type ListedSession = {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
};

/** The sessions of a user that hold, newest first. */
export const listSessions = (db: Database, userId: string): Promise<ListedSession[]> =>
  db.session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    select: { id: true, createdAt: true, expiresAt: true, ipAddress: true, userAgent: true },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
