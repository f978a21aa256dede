/** Something that the demo shop sells. `price` is in the minor unit of {@link CURRENCY}. */
export type Product = { id: 'mug' | 'notebook' | 'print'; name: string; description: string; price: bigint };

/** The one currency of the demo shop. */
export const CURRENCY = 'usd';

/** The most that one cart may hold of one product. */
export const MAX_QUANTITY = 9;

/** What is sold, and for how much: the only place that says a price. */
export const PRODUCTS: readonly Product[] = [
  { id: 'mug', name: 'Enamel mug', description: 'Survives the second delivery too.', price: 1_800n },
  { id: 'notebook', name: 'Field notebook', description: '96 dotted pages that keep what you write.', price: 1_200n },
  { id: 'print', name: 'Letterpress print', description: 'A3, numbered. Each number exactly once.', price: 3_200n },
];
