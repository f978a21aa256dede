import type { Database } from '../../../db/client';

/**
 * Something that a person should hear of. `look` says what is wrong, in a sentence that names what to do, or null. The
 * name is the rule's heading in docs/runbook.md.
 */
export type AlertRule = {
  name: string;
  title: string;
  /** The trouble is over when it was not seen for this long; three minutes where nothing is said. */
  calmSeconds?: number;
  /** One that lasts longer is opened anew, and so told again; never where nothing is said. */
  againSeconds?: number;
  /** Its sentence repeats what an error said, which may name a customer: it is mailed, and the log has the title. */
  quotesErrors?: true;
  look(prisma: Database): Promise<string | null>;
};
