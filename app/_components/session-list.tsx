import { Monitor, Smartphone, Terminal } from 'lucide-react';
import type { ListedSession } from '@/lib/people/users/queries';
import { nameBrowser } from '../_lib/name-browser';
import { ActionForm, type ActionResult } from './action-form';
import { Time } from './time';
import { Pill } from './ui/pill';
import { SubmitButton } from './ui/submit-button';

type SessionListProps = {
  sessions: ListedSession[];
  /** The session of the one who looks, which signing out ends. */
  current: string;
  userId: string;
  revoke: (previous: ActionResult, form: FormData) => Promise<ActionResult>;
};

/** Where somebody is signed in, each with the button that ends it. */
export function SessionList({ sessions, current, userId, revoke }: SessionListProps) {
  if (sessions.length === 0) return <p className="p-4 text-muted">Signed in nowhere.</p>;
  return (
    <ul className="divide-y divide-line">
      {sessions.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => {
        const { name, kind } = nameBrowser(userAgent);
        const Icon = { desktop: Monitor, phone: Smartphone, program: Terminal }[kind];
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <Icon className="size-4 shrink-0 text-faint" aria-hidden />
            <div className="min-w-0 flex-1 basis-52">
              <p className="truncate font-medium">{name}</p>
              <p className="text-[13px] text-muted">
                Signed in <Time at={createdAt} />
                {ipAddress && (
                  <>
                    {' '}
                    from <span className="font-mono break-all">{ipAddress}</span>
                  </>
                )}
                , ends <Time at={expiresAt} />
              </p>
            </div>
            {id === current ? (
              <Pill tone="ok">This browser</Pill>
            ) : (
              <ActionForm action={revoke} className="flex items-center gap-2">
                <input type="hidden" name="user" value={userId} />
                <input type="hidden" name="session" value={id} />
                <SubmitButton size="sm" aria-label={`End the session of ${name}`}>
                  End
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        );
      })}
    </ul>
  );
}
