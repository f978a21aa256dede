import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { flushRejections } from '@/lib/inbox/rejections/note-rejection';
import { delivery, newSecret, sign } from '../../../harness/deliveries';
import { doors } from '../../../harness/doors';
import { useInbox } from '../../../harness/inbox';
import { readStored } from '../../../harness/store-event';

const inbox = useInbox();

/** An event of some 300 KB, with characters of one to four bytes that pieces are cut in. */
function largeEvent(): { id: string; body: string } {
  const event = buildEvent('payment_intent.succeeded');
  const note = `${randomBytes(8).toString('hex')} aé€😀`.repeat(8_000);
  Object.assign(event.data.object, { metadata: { note } });
  return { id: event.id, body: JSON.stringify(event) };
}

/** The same delivery with a body of this size at a time, and without its length. */
function inPieces(request: Request, body: string, size: number): Request {
  const bytes = Buffer.from(body);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
  });
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit);
}

describe.each(doors)('a large delivery at $name', ({ useDoor }) => {
  const send = useDoor();

  it('is kept byte for byte, in one go and in pieces', async () => {
    for (const size of [null, 777, 70_001]) {
      const { id, body } = largeEvent();
      const whole = delivery(body);
      const response = await send(size === null ? whole : inPieces(whole, body, size));
      expect(response.status, `${size}`).toBe(200);
      expect((await readStored(inbox.prisma(), id)).body).toBe(body);
    }
  });

  it('is refused if nobody known signed it, and if something stands behind what was signed', async () => {
    const { id, body } = largeEvent();
    for (const request of [
      delivery(body, { secret: newSecret() }),
      delivery(`${body} `, { header: sign(body) }),
      delivery(body.padEnd(400_000, ' '), { header: sign(body.slice(0, 65_536)) }),
    ]) {
      const response = await send(request);
      expect([response.status, (await response.json()).error.code]).toEqual([400, 'invalid_signature']);
    }
    await flushRejections();
    const [row] = await inbox.prisma().rejectedDelivery.findMany({ where: { claimedEventId: id } });
    expect(row).toMatchObject({ cause: 'unknown_secret', claimedEventId: id });
    expect(row?.bodyPiece).toBe(body.slice(0, 8_000));
  });

  it('is read up to 64 KB if its header cannot be a signature', async () => {
    const { body } = largeEvent();
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 65_536;
        controller.enqueue(Buffer.from(body).subarray(0, 65_536));
      },
    });
    for (const header of [null, 'nonsense', `t=1,v1=${'a'.repeat(63)}`]) {
      const { url, headers } = delivery(body, { header });
      const { status } = await send(delivery(body, { header }));
      expect(status).toBe(400);
      headers.delete('content-length');
      if (header === null)
        expect(
          (await send(new Request(url, { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit)))
            .status,
        ).toBe(400);
    }
    // What the buffers of a connection hold, and no more.
    expect(pulled).toBeLessThan(20_000_000);
    await flushRejections();
    const rows = await inbox.prisma().rejectedDelivery.findMany({ where: { cause: 'missing_header' } });
    expect(rows.length).toBeGreaterThan(0);
    for (const { bodySha256, bodyPiece } of rows) expect([bodySha256, bodyPiece?.length]).toEqual([null, 8_000]);
  });
});
