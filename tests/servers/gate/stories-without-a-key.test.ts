import { describe } from 'vitest';
import { useInbox, useWorker } from '../../../harness/inbox';
import { tellEveryStory } from './every-story';

describe('without an API key', () => {
  const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600', FULFILL_REFUNDED: 'always' });
  useWorker(inbox);
  tellEveryStory(() => {});
});
