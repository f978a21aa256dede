import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { Pill } from '@/app/_components/ui/pill';
import { nameObject } from '@/app/_lib/name-object';
import { type Owner, objectHref } from '@/app/_lib/object-href';
import { idIn, showUnseen } from '@/app/_lib/payload-hints';
import type { Change } from '@/lib/dashboard/changes/queries';
import { type FieldChange, type ObjectChange, sumChanges } from '@/lib/dashboard/changes/sum-changes';
import { formatMoney } from '@/lib/kit/money/format-money';

type WhatChangedProps = { changes: Change[]; why: string; owner: Owner };

/** What the event did to each object: field by field, what was there and what is there now. Else, why it did nothing. */
export function WhatChanged({ changes, why, owner }: WhatChangedProps) {
  // Effects stand in a card of their own, with how they went.
  const objects = sumChanges(changes.filter(({ table }) => table !== 'effects'));
  const note = objects.length === 1 ? '1 object' : `${objects.length} objects`;
  return (
    <Card title="What it changed" note={objects.length > 0 ? note : undefined}>
      {objects.length === 0 ? (
        <p className="px-4 py-4 text-muted">{why}</p>
      ) : (
        <ul className="divide-y divide-line">
          {objects.map((object) => (
            <li key={`${object.table} ${object.objectId}`} className="px-4 py-3">
              <ObjectHead object={object} owner={owner} />
              <FieldTable object={object} owner={owner} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const tones = { created: 'ok', updated: 'wait', deleted: 'bad' } as const;
const words = { created: 'Created', updated: 'Updated', deleted: 'Deleted' };
const names: Record<string, string> = {
  orders: 'Order',
  balance_snapshots: 'Balance',
  payment_methods: 'Payment method',
  checkout_sessions: 'Checkout Session',
};

function ObjectHead({ object: { table, objectId, outcome }, owner }: { object: ObjectChange; owner: Owner }) {
  const name = names[table] ?? nameObject(objectId);
  const linked = objectId.startsWith('ord_') || idIn(objectId) !== null;
  return (
    <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <Pill tone={tones[outcome]}>{words[outcome]}</Pill>
      <span className="font-medium">{name}</span>
      {linked ? (
        <Link
          href={objectHref(objectId, owner)}
          className="min-w-0 font-mono text-[13px] break-all underline decoration-line-strong underline-offset-3 hover:text-accent"
        >
          {objectId}
        </Link>
      ) : (
        <span className="min-w-0 font-mono text-[13px] break-all text-muted">{objectId}</span>
      )}
    </h3>
  );
}

function FieldTable({ object, owner }: { object: ObjectChange; owner: Owner }) {
  const { fields, outcome } = object;
  if (fields.length === 0) return null;
  const both = outcome === 'updated';
  return (
    <table className="mt-2 w-full table-fixed border-collapse text-[13px]">
      <colgroup className="max-sm:hidden">
        <col className="w-44" />
        {both && <col className="w-[40%]" />}
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          {outcome !== 'created' && <th scope="col">Before</th>}
          {outcome !== 'deleted' && <th scope="col">After</th>}
        </tr>
      </thead>
      <tbody>
        {fields.map((change) => (
          <tr key={change.field} className="align-top max-sm:block max-sm:py-1">
            <th
              scope="row"
              className="w-44 py-0.5 pe-3 text-start font-normal break-words text-faint max-sm:block max-sm:w-auto"
            >
              {change.field.replaceAll('_', ' ')}
            </th>
            {outcome !== 'created' && (
              <td className={both ? 'py-0.5 pe-3 text-muted max-sm:block' : 'py-0.5 text-muted max-sm:block'}>
                {change.old === null ? (
                  <Nothing />
                ) : (
                  <del className="decoration-bad/60">
                    <Value field={change} value={change.old} currency={currencyOf(change, object)} owner={owner} />
                  </del>
                )}
              </td>
            )}
            {outcome !== 'deleted' && (
              <td className="py-0.5 max-sm:block">
                {both && <span className="me-1.5 text-faint">→</span>}
                {change.new === null ? (
                  <Nothing />
                ) : (
                  <Value field={change} value={change.new} currency={currencyOf(change, object)} owner={owner} />
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the customer was charged is in their currency, not in the order's. */
function currencyOf({ field }: FieldChange, { fields, currency }: ObjectChange): string | null {
  if (field !== 'amount_presented') return currency;
  const theirs = fields.find((other) => other.field === 'currency_presented');
  const code = theirs?.new ?? theirs?.old;
  return typeof code === 'string' ? code : null;
}

const Nothing = () => <span className="text-faint">nothing</span>;

type ValueProps = { field: FieldChange; value: unknown; currency: string | null; owner: Owner };

/** Money as people write it, times in the viewer's zone, ids as links, everything else as it is kept. */
function Value({ field: { field }, value, currency, owner }: ValueProps) {
  if (isAmount(field) && typeof value === 'number' && Number.isSafeInteger(value))
    return <span>{formatMoney(BigInt(value), currency)}</span>;
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)))
      return <Time at={new Date(value)} format="exact" />;
    if (idIn(value) !== null || /^ord_\w+$/.test(value))
      return (
        <Link
          href={objectHref(value, owner)}
          className="font-mono break-all underline decoration-line-strong underline-offset-3 hover:text-accent"
        >
          {value}
        </Link>
      );
  }
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return <Plain text={text} />;
}

const isAmount = (field: string) =>
  field.startsWith('amount') || ['available', 'pending', 'refunded_amount'].includes(field);

const longest = 240;

function Plain({ text }: { text: string }) {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  const parts = showUnseen(short).map((part) => (typeof part === 'string' ? part : `[${part.codes}]`));
  return <bdi className="wrap-anywhere whitespace-pre-wrap">{parts.join('')}</bdi>;
}
