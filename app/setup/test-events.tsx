import { CircleCheck, CircleX, Send } from 'lucide-react';
import { Card } from '@/app/_components/ui/card';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { summaryOf, TEST_STORIES } from '@/lib/ops/setup/send-test-events';
import { sendTestEvent } from './actions';

type Told = { story: string | null; sent: number | null; problem: string | null };

/** A button that makes the simulator send a story, so that one sees the app work without an account at Stripe. */
export function TestEvents({ told }: { told: Told }) {
  return (
    <Card title="Send a test event" note="while developing only">
      <form action={sendTestEvent} className="p-4">
        <fieldset>
          <legend className="text-muted">
            The simulator signs as Stripe does, and posts to this app’s own webhook. No Stripe account is needed.
          </legend>
          <div className="mt-3 grid gap-2 sm:grid-cols-2">
            {TEST_STORIES.map((story) => (
              <label
                key={story}
                className="flex cursor-pointer gap-2.5 rounded-md border border-line px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
              >
                <input
                  type="radio"
                  name="story"
                  value={story}
                  defaultChecked={story === (told.story ?? TEST_STORIES[0])}
                  className="mt-1 size-3.5 shrink-0 accent-accent-strong"
                />
                <span className="min-w-0">
                  <span className="block font-mono text-[13px] font-medium">{story}</span>
                  <span className="block text-[13px] text-muted">{summaryOf(story)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <SubmitButton variant="primary" pendingWord="Sending …">
            <Send aria-hidden />
            Send
          </SubmitButton>
          <p role="status" className="min-w-0 text-[13px] break-words">
            {told.problem ? (
              <span className="inline-flex gap-1.5 text-bad">
                <CircleX className="mt-0.5 size-4 shrink-0" aria-hidden />
                {told.problem}
              </span>
            ) : told.sent ? (
              <span className="inline-flex items-center gap-1.5 text-ok">
                <CircleCheck className="size-4" aria-hidden />
                {told.sent} events of “{told.story}” were sent; they arrive below.
              </span>
            ) : null}
          </p>
        </div>
      </form>
    </Card>
  );
}
