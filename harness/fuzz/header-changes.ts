import type { Random } from '@/lib/dev/simulator/random';

/** What a signature header looks like that nobody can have meant; `good` is the right one. */
export function strangeHeaders(random: Random, good: string): { name: string; values: string[] } {
  const hex = (length: number) => random.text(length, '0123456789abcdef');
  const now = /t=(\d+)/.exec(good)?.[1] ?? '0';
  const kinds: [string, () => string[]][] = [
    ['missing', () => []],
    ['empty', () => ['']],
    ['twice', () => [good, good]],
    ['twice, one wrong', () => [`t=${now},v1=${hex(64)}`, good]],
    ['wrong', () => [`t=${now},v1=${hex(64)}`]],
    ['many v1', () => [`t=${now}${`,v1=${hex(64)}`.repeat(random.int(2, 200))}`]],
    ['huge', () => [`t=${now},v1=${'a'.repeat(random.int(8_000, 40_000))}`]],
    ['short v1', () => [`t=${now},v1=${hex(random.int(0, 63))}`]],
    ['no t', () => [good.replace(/t=\d+,/, '')]],
    [
      't of nonsense',
      () => [
        good.replace(/t=\d+/, `t=${random.pick(['', 'NaN', '-1', '1e9', '0x10', '99999999999999999999', '１２'])}`),
      ],
    ],
    ['many t', () => [`${`t=${now},`.repeat(random.int(2, 300))}v1=${hex(64)}`]],
    ['only v0', () => [good.replace('v1=', 'v0=')]],
    ['quoted', () => [`"${good}"`]],
    ['separators', () => [random.pick([',,,,', '====', 't', 'v1', 't=', 'v1=', ';', 't=1;v1=a', '\t'])]],
    ['latin1', () => [`t=${now},v1=\u00e9\u00ff`]],
  ];
  const [name, make] = random.pick(kinds);
  return { name, values: make() };
}
