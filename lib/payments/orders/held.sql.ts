import { Prisma } from '../../db/generated/client';
import { HOLD_CODES } from '../gate/hold';

/** Orders `t` that something stands against. What was fulfilled in spite of it is not held any more. */
export const isHeld = Prisma.sql`t.hold_code is not null and t.fulfilled_at is null`;

const codes = Object.entries(HOLD_CODES).flatMap(([code, kind]) => (kind === 'held' ? [code] : []));

/** Of those the ones that nobody but a person ends: what waits until a moment goes on by itself. */
export const forAPerson = Prisma.sql`
  t.hold_code in (${Prisma.join(codes)}) and t.hold_ends_at is null and t.fulfilled_at is null and t.paid_at is not null`;
