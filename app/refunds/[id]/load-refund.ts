import { cache } from 'react';
import { findObject } from '@/app/_lib/open-object';
import { findRefunds } from '@/lib/dashboard/refunds/find-refunds';

/** The refunds of this request's address, looked up once however many parts of the page ask. Null: nothing knows it. */
export const loadRefund = cache((id: string) => findObject(id, findRefunds));
