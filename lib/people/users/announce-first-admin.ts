import type { Database } from '../../db/client';
import { appUrl } from '../../kit/env';
import { log } from '../../kit/log/log';
import { firstAdminLink } from './first-admin';

/** Writes the link of the first start into the log while nobody can sign in. What hinders it is told, and hinders nothing else. */
export async function announceFirstAdmin(db: Database, url = appUrl()): Promise<void> {
  try {
    const link = await firstAdminLink(db, url);
    if (link) log().info(`Nobody can sign in yet. Create the first admin, once, at ${link}`);
  } catch (error) {
    log().error({ err: error }, `Nobody can sign in: ${(error as Error).message}`);
  }
}
