import { defineListUrl } from '@/app/_lib/list-url';

export const readCustomersUrl = defineListUrl('/customers', { statuses: ['deleted'] });
