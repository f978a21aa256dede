import { cache } from 'react';
import { findObject } from '@/app/_lib/open-object';
import { findPayouts } from '@/lib/dashboard/payouts/get-payout';

/** The payouts of this request's address, looked up once however many parts of the page ask. Null: nothing knows it. */
export const loadPayout = cache((id: string) => findObject(id, findPayouts));
