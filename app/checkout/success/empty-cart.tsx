'use client';

import { useEffect } from 'react';
import { emptyCart } from '../actions';

/** Empties the cart once its purchase is seen here. A page can't do that while it is rendered. */
export function EmptyCart() {
  useEffect(() => {
    // Without a network the cart stays: paying it again leads here, and takes nothing.
    emptyCart().catch(() => undefined);
  }, []);
  return null;
}
