import { CUSTOM_HANDLERS } from '../../lib/handlers/custom';
import { defineHandler } from '../../lib/handlers/define-handler';
import { EMPTY_TYPE } from './empty-type';

/** `npm run worker` of a shop with one handler of its own, which does nothing. */
CUSTOM_HANDLERS.push(defineHandler(EMPTY_TYPE, async () => 'nothing to do'));
await import('../../scripts/worker');
