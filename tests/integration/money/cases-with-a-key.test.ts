import { describe } from 'vitest';
import { useInbox } from '../../../harness/inbox';
import { useStripeAnswers } from '../../../harness/stripe-answers';
import { tellEveryCase } from './cases';

describe('the cases of public bug reports, with an API key', () => {
  useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600' });
  const stripe = useStripeAnswers();
  tellEveryCase((events) => stripe.tell(events));
});
