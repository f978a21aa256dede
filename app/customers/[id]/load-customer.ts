import { cache } from 'react';
import { findObject } from '@/app/_lib/open-object';
import { findCustomers } from '@/lib/dashboard/customers/get-customer';

/** The customers of this request's address, looked up once however many parts of the page ask. Null: nothing knows it. */
export const loadCustomer = cache((id: string) => findObject(id, findCustomers));
