import type { MailMode } from '../../effects/mail/mail-mode';
import type { ProgressOf, ProgressStep } from './progress-step';
import { tellPayment } from './tell-payment';
import { tellDispute, tellRefund } from './tell-returns';
import { tellFulfillment, tellReceipt } from './tell-work';

/** “Where is my order?”: the steps it took and those that are missing, in their order. */
export function tellProgress(order: ProgressOf, mailMode: MailMode): ProgressStep[] {
  return [
    { name: 'Created', state: 'done', at: order.createdAt, words: null },
    tellPayment(order),
    tellFulfillment(order),
    tellReceipt(order, mailMode),
    ...tellRefund(order),
    ...order.disputes.map(tellDispute),
  ];
}
