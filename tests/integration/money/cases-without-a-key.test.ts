import { describe } from 'vitest';
import { useInbox } from '../../../harness/inbox';
import { tellEveryCase } from './cases';

describe('the cases of public bug reports, without an API key', () => {
  useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600' });
  tellEveryCase(() => {});
});
