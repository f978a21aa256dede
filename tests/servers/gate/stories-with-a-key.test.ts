import { describe } from 'vitest';
import { useInbox, useWorker } from '../../../harness/inbox';
import { useStripeAnswers } from '../../../harness/stripe-answers';
import { tellEveryStory } from './every-story';

describe('with an API key', () => {
  const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600', FULFILL_REFUNDED: 'always' });
  const stripe = useStripeAnswers();
  useWorker(inbox);
  tellEveryStory((events) => stripe.tell(events));
});
