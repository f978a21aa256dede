import { withConnection } from '../../db/with-connection';
import { error, type Finding } from './finding';
import { invoicesSeen } from './invoices-seen';
import { WHICH_KEY, WHY_A_KEY } from './why-a-key';

type Deployment = { livemode: boolean; hasKey: boolean };

/** Whether invoices arrive at a deployment that has no key to ask which payment pays which. */
export async function checkInvoices(url: string, { livemode, hasKey }: Deployment): Promise<Finding[]> {
  if (hasKey || !(await withConnection(url, 'doctor', (client) => invoicesSeen(client, livemode)))) return [];
  return [
    error(
      'key_missing_for_subscriptions',
      'Invoices arrive, but STRIPE_SECRET_KEY is not set: Hookwell can’t ask Stripe which payment pays which invoice',
      `${WHICH_KEY} ${WHY_A_KEY}`,
    ),
  ];
}
