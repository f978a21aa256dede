import type { Mode } from '@/app/_lib/mode';

const query = (values: Record<string, string | null>): string => {
  const set = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null);
  return set.length > 0 ? `?${new URLSearchParams(set)}` : '';
};

/** Lists that the overview leads to, narrowed to just what it counted. */
export const effectsHref = (asked: { status: 'failed'; mode: Mode | null }): string => `/effects${query(asked)}`;
/** `kind`: a filter of the orders by holds. */
export const ordersHref = (asked: { kind: string; mode: Mode | null }): string => `/orders${query(asked)}`;
export const disputesHref = (asked: { status: 'due'; mode: Mode | null }): string => `/disputes${query(asked)}`;
