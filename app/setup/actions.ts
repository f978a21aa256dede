'use server';

import { refresh } from 'next/cache';
import { notFound, redirect } from 'next/navigation';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { appUrl, isProduction } from '@/lib/kit/env';
import { KnownError } from '@/lib/kit/known-error';
import { forgetDoctorReport } from '@/lib/ops/setup/doctor-report';
import { isTestStory, sendTestEvents } from '@/lib/ops/setup/send-test-events';
import { recordAudit } from '@/lib/people/audit/record-audit';

/** Sends a story of the simulator to this app, while developing, and comes back to see it arrive. */
export async function sendTestEvent(form: FormData): Promise<void> {
  const actor = await requireRole('operator');
  const story = form.get('story');
  if (isProduction() || !isTestStory(story)) notFound();
  const told: Record<string, string> = { story };
  try {
    const ids = await sendTestEvents(story, `${appUrl()}/api/webhook`);
    told.sent = String(ids.length);
    await query((prisma) =>
      recordAudit(prisma, { actor, action: 'simulator.send', detail: { story, events: ids.length } }),
    );
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    told.problem = error.message;
  }
  redirect(`/setup?${new URLSearchParams(told)}`);
}

/** Lets the doctor look again. */
export async function examineAgain(): Promise<void> {
  await requireRole('operator');
  forgetDoctorReport();
  refresh();
}
