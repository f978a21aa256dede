'use client';

import { useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { Field, FormMessage } from '@/app/_components/ui/field';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { type ErasureState, erase } from './actions';

type Found = Extract<ErasureState, { step: 'confirm' }>['found'];

/** Whom, what that comes to, and the same again to confirm it. */
export function ErasureForm({ customer, account }: { customer: string | null; account: string | null }) {
  const [state, send] = useActionState(erase, { step: 'ask' });
  if (state.step === 'started')
    return (
      <div className="p-4">
        <FormMessage
          ok
          message="It has begun, and goes on by itself: what it came to stands below as soon as it is done."
        />
      </div>
    );
  if (state.step === 'confirm')
    return (
      <form action={send} className="space-y-4 p-4" autoComplete="off">
        <input type="hidden" name="step" value="confirm" />
        <input type="hidden" name="subject" value={state.subject} />
        <input type="hidden" name="account" value={state.account} />
        <What subject={state.subject} found={state.found} />
        <Field label={`Type ${state.subject} to confirm`} name="again" required className="max-w-md" />
        <FormMessage message={state.problem} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant="primary" pendingWord="Erasing…">
            Erase for good
          </SubmitButton>
          <Button onClick={() => window.location.assign('/settings/erasure')}>Cancel</Button>
        </div>
      </form>
    );
  return (
    <form action={send} className="grid gap-4 p-4 md:grid-cols-[1fr_1fr_auto] md:items-start" autoComplete="off">
      <Field
        label="Customer or e-mail address"
        name="subject"
        required
        maxLength={254}
        defaultValue={state.typed?.subject ?? customer ?? ''}
        hint="cus_…, or the address of a guest who has no customer at Stripe"
      />
      <Field
        label="Connected account"
        name="account"
        maxLength={255}
        defaultValue={state.typed?.account ?? account ?? ''}
        hint="acct_…, if the customer is one of theirs; otherwise empty"
      />
      <SubmitButton className="md:mt-[26px]" pendingWord="Looking…">
        Show what is found
      </SubmitButton>
      <div className="md:col-span-3 empty:hidden">
        <FormMessage message={state.problem} />
      </div>
    </form>
  );
}

const many = (count: number, word: string) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

function What({ subject, found }: { subject: string; found: Found }) {
  return (
    <div className="max-w-prose space-y-2">
      <p>
        Of <strong className="break-all">{subject}</strong> there {found.events === 1 ? 'is' : 'are'}{' '}
        <strong>{many(found.events, 'event')}</strong>, {many(found.orders, 'order')}, {many(found.objects, 'object')}{' '}
        and {many(found.mails, 'mail')}.
      </p>
      <p className="text-[13px] text-muted">
        Their payloads, names, addresses, cards and mails are removed for good. Ids, amounts, times, states, SHA-256 and
        signatures stay, and so does the money in every report. What Stripe sends of them later is applied without what
        is personal. Stripe itself keeps its own data: erase them there as well.
      </p>
      {found.failed > 0 && (
        <p className="text-[13px] text-warn">
          {many(found.failed, 'event')} failed: replay them first, if you can. What their handlers need stays, the rest
          goes.
        </p>
      )}
      {found.customers.length > 0 && (
        <p className="text-[13px] text-warn">
          Customers with this address are not among it. Erase them by their ids:{' '}
          <span className="font-mono break-all">{found.customers.join(', ')}</span>
        </p>
      )}
    </div>
  );
}
