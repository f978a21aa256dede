export const dynamic = 'force-dynamic';

/** The least that a route of Next does: read the text, answer 200. */
export async function POST(request: Request): Promise<Response> {
  await request.text();
  return Response.json({ received: true });
}
