import {
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Gavel,
  type LucideIcon,
  PackageCheck,
  Undo2,
  WifiOff,
} from 'lucide-react';
import type { PurchaseState } from '@/lib/checkout/purchase';

/** What the customer reads. `again`: seconds until the page looks again. `retry`: the cart is still there to be paid. */
export type Words = {
  icon: LucideIcon;
  tone: 'ok' | 'wait' | 'warn' | 'bad' | 'idle';
  title: string;
  text: string;
  again?: number;
  retry?: boolean;
};

export const WORDS: Record<PurchaseState | 'away' | 'unknown', Words> = {
  fulfilled: {
    icon: PackageCheck,
    tone: 'ok',
    title: 'Thank you! Your order is on its way',
    text: 'We have your payment, and everything that you bought has been sent off.',
  },
  preparing: {
    icon: CircleCheck,
    tone: 'ok',
    title: 'Thank you! Your payment is here',
    text: 'We are preparing your order. This page changes by itself; you may also close it.',
    again: 2,
  },
  processing: {
    icon: Clock,
    tone: 'wait',
    title: 'Your payment is being processed',
    text: 'Your bank may take a few days. We send your order as soon as the payment is confirmed; there is nothing left for you to do.',
    again: 15,
  },
  authorized: {
    icon: Clock,
    tone: 'wait',
    title: 'Your payment is reserved',
    text: 'The amount is reserved on your card and taken when we accept the order.',
    again: 15,
  },
  unpaid: {
    icon: CircleX,
    tone: 'bad',
    title: 'This order is not paid',
    text: 'The payment was not completed, and nothing was taken. Your cart is still here: try again, perhaps with another card.',
    retry: true,
  },
  canceled: {
    icon: Ban,
    tone: 'idle',
    title: 'This payment was canceled',
    text: 'Nothing was taken. You can start again whenever you like.',
    retry: true,
  },
  refunded: {
    icon: Undo2,
    tone: 'idle',
    title: 'This order was refunded',
    text: 'The whole amount was given back. It can take your bank up to ten days to show it.',
  },
  partially_refunded: {
    icon: Undo2,
    tone: 'idle',
    title: 'A part of this order was refunded',
    text: 'It can take your bank up to ten days to show what was given back.',
  },
  disputed: {
    icon: Gavel,
    tone: 'warn',
    title: 'This payment is disputed',
    text: 'Your bank is looking into it. Please contact us if that surprises you.',
  },
  away: {
    icon: WifiOff,
    tone: 'warn',
    title: 'We can’t tell yet how your payment went',
    text: 'The payment service does not answer. If you have paid, the payment is safe: please don’t pay again. This page looks again by itself.',
    again: 3,
  },
  unknown: {
    icon: CircleHelp,
    tone: 'idle',
    title: 'We don’t know this order',
    text: 'The address is not complete, or it is not the one that you were sent to after paying. If you have paid, your order is safe all the same.',
  },
};
