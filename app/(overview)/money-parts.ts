import type { MoneyOfCurrency } from '@/lib/dashboard/overview/money-by-day';

/** What is shown only where some day has it. */
export const hasDisputes = ({ days }: MoneyOfCurrency): boolean => days.some(({ disputed }) => disputed !== 0n);
export const hasOutside = ({ days }: MoneyOfCurrency): boolean => days.some(({ outside }) => outside !== 0n);
