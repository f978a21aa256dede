import { buildEvent } from '@/lib/dev/simulator/build';

const markup =
  '"><script>window.hacked=1</script><img src=x onerror="window.hacked=1"><svg onload=window.hacked=1><style>*{display:none}</style>';
const turned = '\u202Egnp.evil\u202C \u200b\u200d\ufeff\u2066 שלום مرحبا';
const word = 'W'.repeat(10_000);

function nested(depth: number): unknown {
  let value: unknown = markup;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { [markup]: value };
  return value;
}

/** An event that is well signed and means harm: markup, marks of direction, endless words, depth, width, odd keys. */
export function hostileEvent() {
  const event = buildEvent('payment_intent.succeeded');
  const object = event.data.object as unknown as Record<string, unknown>;
  Object.assign(object, {
    receipt_email: markup + turned,
    description: `${markup} ${turned} ${word}`,
    statement_descriptor: word,
    metadata: {
      nul: 'a\u0000b',
      surrogate: '\ud800 alone \udfff',
      word,
      [word]: markup,
      [turned]: turned,
      constructor: markup,
      hasOwnProperty: markup,
    },
    deep: nested(150),
    wide: Array.from({ length: 20_000 }, (_, at) => at),
    objects: Array.from({ length: 300 }, (_, at) => ({ at, markup })),
    link: 'javascript:window.hacked=1',
  });
  // An own key of that name, as JSON.parse makes it.
  Object.defineProperty(object, '__proto__', { value: { polluted: markup }, enumerable: true });
  return event;
}
