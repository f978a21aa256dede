import { Inbox, Send } from 'lucide-react';
import { Pill } from '@/app/_components/ui/pill';

/** Whether a mail left, or is only kept to be read here. */
export function MailState({ sentAt }: { sentAt: Date | null }) {
  return sentAt ? (
    <Pill tone="ok" icon={Send} title="Handed over to the mail server">
      Sent
    </Pill>
  ) : (
    <Pill tone="idle" icon={Inbox} title="Kept here instead of being sent: SMTP_URL is not set">
      Kept
    </Pill>
  );
}
