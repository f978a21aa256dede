import { CircleCheck, CircleX } from 'lucide-react';
import { Time } from '@/app/_components/time';
import { Button } from '@/app/_components/ui/button';
import type { ChosenSetting } from '@/lib/people/settings/read-setting';
import { saveSetting } from './actions';

export type SettingAnswer = {
  saved: string | null;
  refused: string | null;
  typed: string | null;
  problem: string | null;
};

/** Redacting cannot be undone: this one shows what it would do before it is saved. */
const previewed = 'payloadRetentionDays';

const field =
  'h-9 min-w-0 rounded-md border border-line-strong bg-canvas px-3 text-ink placeholder:text-faint focus-visible:outline-offset-0';

type SettingFormProps = { chosen: ChosenSetting; told: SettingAnswer };

/** One setting: what it means, its value to change, and who chose it. */
export function SettingForm({ chosen: { setting, value, changed }, told }: SettingFormProps) {
  const { key, title, explanation } = setting;
  const refused = told.refused === key;
  return (
    <form action={saveSetting} className="grid gap-x-8 gap-y-3 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
      <input type="hidden" name="key" value={key} />
      {key === previewed && <input type="hidden" name="look" value="1" />}
      <div>
        <label htmlFor={key} className="font-medium">
          {title}
        </label>
        <p id={`${key}-means`} className="mt-0.5 max-w-prose text-[13px] text-pretty text-muted">
          {explanation}
        </p>
      </div>
      <div>
        <div className="flex items-center gap-2">
          <Input
            chosen={{ setting, value, changed }}
            shown={refused && told.typed !== null ? told.typed : value === null ? '' : String(value)}
            refused={refused}
          />
          <Button type="submit">{key === previewed ? 'Look first' : 'Save'}</Button>
        </div>
        <p id={`${key}-state`} role="status" className="mt-1.5 min-h-5 text-[13px] text-faint">
          {refused ? (
            <span className="inline-flex gap-1.5 text-bad">
              <CircleX className="mt-0.5 size-4 shrink-0" aria-hidden />
              <span className="min-w-0 break-words">
                Not saved: “{told.typed}” {told.problem}
              </span>
            </span>
          ) : told.saved === key ? (
            <span className="inline-flex items-center gap-1.5 text-ok">
              <CircleCheck className="size-4" aria-hidden />
              Saved
            </span>
          ) : changed ? (
            <>
              Chosen by {changed.by} <Time at={changed.at} />
            </>
          ) : (
            'The default; nobody has changed it.'
          )}
        </p>
      </div>
    </form>
  );
}

function Input({ chosen, shown, refused }: { chosen: ChosenSetting; shown: string; refused: boolean }) {
  const { key, input } = chosen.setting;
  const told = {
    id: key,
    name: 'value',
    required: !(input.kind === 'number' && input.optional),
    'aria-invalid': refused || undefined,
    'aria-describedby': `${key}-means ${key}-state`,
  };
  if (input.kind === 'number')
    return (
      <>
        <input
          {...told}
          type="number"
          key={shown}
          min={input.min}
          max={input.max}
          defaultValue={shown}
          placeholder={input.optional ? 'for ever' : undefined}
          className={`${field} w-28`}
        />
        <span className="text-muted">{input.unit}</span>
      </>
    );
  return (
    <>
      {/* The saved value is the key: React keeps what was typed in an input that stays. */}
      <input
        {...told}
        key={shown}
        list={`${key}-options`}
        defaultValue={shown}
        autoComplete="off"
        className={`${field} flex-1`}
      />
      <datalist id={`${key}-options`}>
        {input.options().map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  );
}
