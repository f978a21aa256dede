import { createHash } from 'node:crypto';

/** Signs the events of the realistic inbox: made up here, and the same in every process that fills or shows one. */
export const inboxSecret = `whsec_${createHash('sha256').update('realistic inbox').digest('hex')}`;
