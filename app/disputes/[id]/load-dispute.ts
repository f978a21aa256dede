import { cache } from 'react';
import { findObject } from '@/app/_lib/open-object';
import { findDisputes } from '@/lib/dashboard/disputes/get-dispute';

/** The disputes of this request's address, looked up once however many parts of the page ask. Null: nothing knows it. */
export const loadDispute = cache((id: string) => findObject(id, findDisputes));
