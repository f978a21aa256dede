import { cache } from 'react';
import { findObject } from '@/app/_lib/open-object';
import { findPaymentMethods } from '@/lib/dashboard/payment-methods/get-payment-method';

/** The payment methods of this request's address, looked up once however many parts of the page ask. Null: nothing knows it. */
export const loadPaymentMethod = cache((id: string) => findObject(id, findPaymentMethods));
