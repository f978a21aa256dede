import { createLoader, createSerializer, parseAsStringLiteral } from 'nuqs/server';

const params = {
  mode: parseAsStringLiteral(['live', 'test'] as const),
  /** How the payload is shown: the tree where nothing is said. */
  payload: parseAsStringLiteral(['tree', 'raw'] as const),
};

export const loadEventPageParams = createLoader(params);
export const eventHref = (id: string) => createSerializer(params).bind(null, `/events/${id}`);
