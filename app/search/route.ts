import { guardRoute } from '@/app/_lib/guard';
import { hitHref, hitWords } from '@/app/_lib/hit-href';
import { modeOf } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { search } from '@/lib/dashboard/search/search';

/** What a text is about, as JSON: `{hits: [{kind, name, id, label, mode, account, href}]}`, the best one first. */
export const GET = guardRoute('viewer', async (request) => {
  const text = new URL(request.url).searchParams.get('q') ?? '';
  const { hits } = await query((prisma) => search(prisma, text));
  return Response.json(
    {
      hits: hits.map((hit) => ({
        kind: hit.kind,
        name: hitWords[hit.kind],
        id: hit.id,
        label: hit.label,
        mode: modeOf(hit.livemode),
        account: hit.account,
        href: hitHref(hit),
      })),
    },
    { headers: { 'cache-control': 'no-store' } },
  );
});
