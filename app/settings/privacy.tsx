import { Time } from '@/app/_components/time';
import { ButtonLink } from '@/app/_components/ui/button';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import type { ChosenSetting } from '@/lib/people/settings/read-setting';
import { COUNTED, type RetentionPreview } from '@/lib/privacy/retention/preview-retention';
import { saveSetting } from './actions';
import { type SettingAnswer, SettingForm } from './setting-form';

type PrivacyProps = {
  chosen: ChosenSetting | undefined;
  told: SettingAnswer;
  /** The days that were typed, and what they would redact. */
  asked: (RetentionPreview & { days: number }) | null;
};

/** How long payloads are kept, and the way to the erasure of one customer. */
export function Privacy({ chosen, told, asked }: PrivacyProps) {
  return (
    <Card title={<span id="privacy">Privacy</span>}>
      {chosen && <SettingForm chosen={asked ? { ...chosen, value: asked.days } : chosen} told={told} />}
      {asked && <Confirm asked={asked} />}
      <p className="border-t border-line p-4 text-[13px] text-muted">
        One customer’s or guest’s personal data is removed under{' '}
        <Link href="/settings/erasure" className="text-accent underline underline-offset-3">
          Erasure
        </Link>
        .
      </p>
    </Card>
  );
}

const many = (count: number, word: string) =>
  `${count > COUNTED ? `more than ${COUNTED.toLocaleString('en')}` : count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

function Confirm({ asked: { days, events, mails, before } }: { asked: NonNullable<PrivacyProps['asked']> }) {
  return (
    <section aria-label="What this would redact" className="border-t border-line bg-subtle p-4">
      <p className="max-w-prose text-pretty">
        This redacts <strong>{many(events, 'payload')}</strong> and <strong>{many(mails, 'mail')}</strong> from before{' '}
        <Time at={before} format="exact" />, within the next hours, and from then on what becomes {days} days old. It
        cannot be undone: what is redacted cannot be replayed.
      </p>
      <form action={saveSetting} className="mt-3 flex flex-wrap gap-2">
        <input type="hidden" name="key" value="payloadRetentionDays" />
        <input type="hidden" name="value" value={days} />
        <SubmitButton variant="primary">Keep payloads for {days} days</SubmitButton>
        <ButtonLink href="/settings">Leave it as it is</ButtonLink>
      </form>
    </section>
  );
}
