'use client';

import { type ReactNode, type SubmitEvent, useActionState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import type { Decision } from '@/lib/payments/gate/hold';
import { decide } from './actions';

type Buying = { amount: string; who: string };

const words: Record<Decision, string> = {
  release: 'Fulfill now',
  cancel: 'Cancel fulfillment',
  done: 'Mark as done',
};

/** What one should know before what a second press cannot take back, or what a customer would miss. */
const confirmations: Record<'cancel' | 'done', (buying: Buying) => { title: string; text: ReactNode; keep: string }> = {
  cancel: ({ amount, who }) => ({
    title: `Cancel the fulfillment of ${amount}?`,
    text: (
      <>
        <b className="font-medium text-ink">{who}</b> paid {amount}. The order is not fulfilled and no receipt is sent.
        The money stays where it is: to give it back, refund it in Stripe.
      </>
    ),
    keep: 'Keep it',
  }),
  done: ({ amount, who }) => ({
    title: `Mark ${amount} as done?`,
    text: (
      <>
        You have given <b className="font-medium text-ink">{who}</b> what {amount} paid for. The order counts as
        fulfilled: your code is not called, and no receipt is sent. This can’t be undone.
      </>
    ),
    keep: 'Not yet',
  }),
};

/** The buttons that decide whether an order is fulfilled, and what came of the last press. */
export function DecisionButtons({ orderId, offers, ...buying }: { orderId: string; offers: Decision[] } & Buying) {
  const [answer, action, pending] = useActionState(decide, null);
  const form = (decision: Decision, primary: boolean) => (
    <form action={action} onSubmit={closeConfirmation}>
      <input type="hidden" name="order" value={orderId} />
      <input type="hidden" name="decision" value={decision} />
      <Button type="submit" size="sm" variant={primary ? 'primary' : 'outline'} disabled={pending}>
        {words[decision]}
      </Button>
    </form>
  );
  return (
    <div className="flex flex-wrap items-center gap-2">
      {offers.map((decision) =>
        decision === 'release' ? (
          <div key={decision}>{form(decision, true)}</div>
        ) : (
          <Confirmation key={decision} word={words[decision]} {...confirmations[decision](buying)}>
            {form(decision, true)}
          </Confirmation>
        ),
      )}
      <p role="status" className={cn('text-[13px] empty:hidden', answer?.ok ? 'text-ok' : 'text-bad')}>
        {pending ? null : answer?.message}
      </p>
    </div>
  );
}

const closeConfirmation = (event: SubmitEvent<HTMLFormElement>) =>
  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();

type ConfirmationProps = { word: string; title: string; text: ReactNode; keep: string; children: ReactNode };

/** A button that asks once more, by the browser itself. `children`: the form that does it. */
function Confirmation({ word, title, text, keep, children }: ConfirmationProps) {
  const id = `confirm-${word.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <>
      <Button size="sm" popoverTarget={id}>
        {word}
      </Button>
      <dialog
        id={id}
        popover="auto"
        aria-labelledby={`${id}-title`}
        className="fixed inset-0 m-auto h-fit w-[min(28rem,calc(100vw-2rem))] rounded-xl border border-line bg-raised p-0 text-ink shadow-2xl backdrop:bg-[rgb(0_0_0/0.45)]"
      >
        <div className="p-5">
          <h3 id={`${id}-title`} className="text-base font-semibold wrap-anywhere">
            {title}
          </h3>
          <p className="mt-2 text-muted wrap-anywhere">{text}</p>
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
          <Button size="sm" popoverTarget={id} popoverTargetAction="hide">
            {keep}
          </Button>
          {children}
        </div>
      </dialog>
    </>
  );
}
