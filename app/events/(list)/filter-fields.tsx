import type { ReactNode } from 'react';
import { sourceMeans } from '@/app/_components/event-row';
import { type EventsParams, ranges } from '@/app/_lib/search-params';
import { EventSource } from '@/lib/db/generated/enums';
import { rangeWords } from './active-filters';
import { MomentField } from './moment-field';

const field = 'h-9 w-full min-w-0 rounded-md border border-line-strong bg-canvas px-2.5 max-md:text-base';

const sourceWords = { webhook: 'Webhook', sweep: 'Sweep', simulator: 'Simulator' };

export type Choices = { types: string[]; accounts: string[]; apiVersions: string[] };

/** The fields of the filters; an empty one does not narrow the list. */
export function FilterFields({ asked, choices }: { asked: EventsParams; choices: Choices }) {
  const { types, accounts, apiVersions } = choices;
  return (
    <>
      <Field label="Type of event" wide>
        <input
          type="text"
          name="type"
          defaultValue={asked.type ?? ''}
          list="event-types"
          placeholder="charge.* or an exact type; several with commas"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className={`${field} font-mono text-[13px] placeholder:font-sans placeholder:text-faint`}
        />
        <datalist id="event-types">
          {[...familiesOf(types), ...types].map((type) => (
            <option key={type} value={type} />
          ))}
        </datalist>
      </Field>
      <Field label="Source">
        <select name="source" defaultValue={asked.source ?? ''} className={field}>
          <option value="">Any</option>
          {Object.values(EventSource).map((source) => (
            <option key={source} value={source} title={sourceMeans[source]}>
              {sourceWords[source]}
            </option>
          ))}
        </select>
      </Field>
      <Field label="API version">
        <Select name="version" value={asked.version} values={apiVersions} />
      </Field>
      {(accounts.length > 0 || asked.account) && (
        <Field label="Account" wide>
          <Select name="account" value={asked.account} values={accounts} />
        </Field>
      )}
      <Field label="Received" wide>
        <select name="range" defaultValue={asked.range ?? ''} className={field}>
          <option value="">At any time</option>
          {(Object.keys(ranges) as (keyof typeof ranges)[]).map((range) => (
            <option key={range} value={range}>
              {rangeWords[range]}
            </option>
          ))}
        </select>
      </Field>
      <Field label="From">
        <MomentField name="from" at={asked.from} className={field} />
      </Field>
      <Field label="Before">
        <MomentField name="to" at={asked.to} className={field} />
      </Field>
    </>
  );
}

function Select({ name, value, values }: { name: string; value: string | null; values: string[] }) {
  const all = value && !values.includes(value) ? [value, ...values] : values;
  return (
    <select name={name} defaultValue={value ?? ''} className={`${field} font-mono text-[13px]`}>
      <option value="">Any</option>
      {all.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function Field({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={wide ? 'block min-w-0 sm:col-span-2' : 'block min-w-0'}>
      <span className="mb-1 block text-xs font-medium text-muted">{label}</span>
      {children}
    </label>
  );
}

const familiesOf = (types: string[]): string[] =>
  [...new Set(types.map((type) => `${type.slice(0, type.indexOf('.'))}.*`))].filter(
    (family) => types.filter((type) => type.startsWith(family.slice(0, -1))).length > 1,
  );
