import { Pill } from '@/app/_components/ui/pill';
import type { Cause } from '@/lib/inbox/rejections/causes';
import { causeWords } from './cause-words';

/** Why a delivery was refused, in a word or two. */
export function CausePill({ cause }: { cause: Cause }) {
  const { word, tone } = causeWords[cause];
  return <Pill tone={tone}>{word}</Pill>;
}
