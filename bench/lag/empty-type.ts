/** A type that Hookwell has no handler for: the worker of the bench gets one that does nothing. */
export const EMPTY_TYPE = 'product.updated';
