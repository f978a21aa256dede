import { Prisma } from '../../db/generated/client';

/** Moments as an array: those between a chart's bars for `width_bucket`, which numbers the bars from 1. */
export const sqlBounds = (bounds: Date[]): Prisma.Sql =>
  Prisma.sql`${bounds.map((at) => at.toISOString())}::timestamptz[]`;

/** The first and the last of them. */
export const edgesOf = (bounds: Date[]): { from: Date; to: Date } => {
  const [from, to] = [bounds.at(0), bounds.at(-1)];
  if (!from || !to) throw new RangeError('A chart needs a beginning and an end');
  return { from, to };
};
