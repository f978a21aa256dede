/** What a person may do, from least to most: see; replay and export; manage users, settings and erasure. */
export const roles = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Who does something. `id` is null for a command on the machine itself and for a deployment without sign-in. */
export type Actor = { id: string | null; name: string; role: Role };

/** Whether a role includes what another one may do. */
export const includesRole = (held: Role, needed: Role): boolean => roles.indexOf(held) >= roles.indexOf(needed);

/** A role as the database has it. A word that is none sees, and does nothing. */
export const asRole = (text: string | null | undefined): Role => roles.find((role) => role === text) ?? 'viewer';
