import type { Cursor } from '../../../db/paging/keyset';
import type { FileWriter } from './file-writers';

type ExportSource<Row> = {
  /** The next rows behind a cursor, at most `take`. */
  next(after: Cursor | null, take: number): Promise<Row[]>;
  cursorOf(row: Row): Cursor;
  writer: FileWriter<Row>;
  /** Called once, before the end of a complete file is sent, or when its reader went away. */
  onEnd(outcome: { rows: number; complete: boolean }): Promise<void>;
};

const chunkRows = 1_000;

/**
 * A file as a stream: a thousand rows at a time, and the next ones only when their reader has taken these. Between two
 * reads it holds no connection and no snapshot, so that a slow reader costs nothing and one that goes away leaves
 * nothing. If reading fails, the stream fails, and the download with it.
 */
export function streamRows<Row>({ next, cursorOf, writer, onEnd }: ExportSource<Row>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: Cursor | null = null;
  let rows = 0;
  let ended = false;
  const end = async (complete: boolean) => {
    if (ended) return;
    ended = true;
    await onEnd({ rows, complete });
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const found: Row[] = await next(cursor, chunkRows);
        // Its reader may have gone while the rows were read.
        if (ended) return;
        const text = `${cursor ? '' : writer.start()}${writer.rows(found, rows === 0)}`;
        rows += found.length;
        const last = found.at(-1);
        if (last && found.length === chunkRows) {
          cursor = cursorOf(last);
          controller.enqueue(encoder.encode(text));
          return;
        }
        await end(true);
        controller.enqueue(encoder.encode(text + writer.end()));
        controller.close();
      },
      cancel: () => end(false),
    },
    { highWaterMark: 1 },
  );
}
