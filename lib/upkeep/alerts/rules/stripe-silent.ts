import { findStripeSilence, SILENCE_FIX, tellStripeSilence } from '../../liveness/stripe-silence';
import type { AlertRule } from './alert-rule';

/** Events wait for what Stripe says, and it does not answer. */
export const stripeSilent: AlertRule = {
  name: 'stripe',
  title: 'Stripe does not answer',
  async look(prisma) {
    const silence = await findStripeSilence((sql, ...values) => prisma.$queryRawUnsafe(sql, ...values));
    return silence && `${tellStripeSilence(silence)}. ${SILENCE_FIX}`;
  },
};
