import { buildEvent } from '@/lib/dev/simulator/build';

/** An invoice of so many lines that its event has 300 KB. */
export function largeInvoice() {
  const event = buildEvent('invoice.paid');
  const { lines } = event.data.object;
  const [line] = lines.data;
  if (!line) throw new Error('An invoice without a line');
  const size = JSON.stringify(line, null, 2).length;
  lines.data = Array.from({ length: Math.ceil(300_000 / size) }, (_, at) => ({
    ...line,
    id: `${line.id}${String(at).padStart(4, '0')}`,
    amount: at,
  }));
  return event;
}
