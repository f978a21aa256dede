import { notFound, redirect } from 'next/navigation';
import { listMentioningAccounts } from '@/lib/dashboard/stories/queries';
import type { StoryOrder } from '@/lib/dashboard/stories/story-orders';
import type { PrismaClient } from '@/lib/db/generated/client';
import { deploymentMode, type Mode, modeOf, recordHref } from './mode';
import type { Owner } from './object-href';
import { query } from './query';
import { loadObjectParams } from './search-params';

/** The rows of one id, one for each account that has one, or else the accounts whose events speak of it. */
export type OpenedObject<Row> = { id: string; rows: Row[]; mentions: Owner[] };

/** Looks an id up, whatever the account; null where nothing knows it. */
export async function findObject<Row extends Owner>(
  id: string,
  find: (prisma: PrismaClient, id: string) => Promise<Row[]>,
): Promise<OpenedObject<Row> | null> {
  // No id of Stripe looks different, and PostgreSQL refuses some texts that an address can hold.
  if (!/^[\w-]{1,255}$/.test(id)) return null;
  const found = await query(async (prisma) => {
    const rows = await find(prisma, id);
    return { id, rows, mentions: rows.length > 0 ? [] : await listMentioningAccounts(prisma, id) };
  });
  return found.rows.length + found.mentions.length > 0 ? found : null;
}

/** The object that an address means, and how it wants its story told. `row` is null for one that is only spoken of. */
export type Opened<Row> = {
  id: string;
  path: `/${string}/${string}`;
  row: Row | null;
  owner: Owner;
  mode: Mode;
  story: StoryAsk;
};

type Params = Awaited<ReturnType<typeof loadObjectParams>>;

/** The order and the page of a story that the address asks for. */
export type StoryAsk = { order: StoryOrder; before: Params['before']; after: Params['after'] };

/**
 * The one of the found objects that the address means. An address without an account means the platform's own object, or
 * the only one there is, and is sent on to the full address, so that the frame shows the object's mode.
 */
export async function openObject<Row extends Owner>(
  page: string,
  found: OpenedObject<Row> | null,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<Opened<Row>> {
  if (!found) notFound();
  const asked = await loadObjectParams(searchParams);
  const owners: { owner: Owner; row: Row | null }[] = [
    ...found.rows.map((row) => ({ owner: row, row })),
    ...found.mentions.map((owner) => ({ owner, row: null })),
  ];
  const meant =
    owners.find(({ owner }) => owner.account === asked.account && modeOf(owner.livemode) === asked.mode) ??
    owners.find(({ owner }) => owner.account === asked.account) ??
    (asked.account ? undefined : owners[0]);
  if (!meant) notFound();
  const { account, livemode } = meant.owner;
  const path: `/${string}/${string}` = `/${page}/${found.id}`;
  const mode = modeOf(livemode);
  if (account !== asked.account || mode !== (asked.mode ?? deploymentMode()))
    redirect(recordHref(path, livemode, account));
  const story = { order: asked.story ?? 'stripe', before: asked.before, after: asked.after };
  return { id: found.id, path, row: meant.row, owner: { account, livemode }, mode, story };
}
