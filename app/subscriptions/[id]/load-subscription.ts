import { cache } from 'react';
import { findObject } from '@/app/_lib/open-object';
import { findSubscriptions } from '@/lib/dashboard/billing/get-subscription';

/** The subscriptions of this request's address, looked up once however many parts of the page ask. Null: nothing knows it. */
export const loadSubscription = cache((id: string) => findObject(id, findSubscriptions));
