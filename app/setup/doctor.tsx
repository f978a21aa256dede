import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import type { Finding, Group, GroupReport } from '@/lib/ops/doctor/finding';
import { doctorReport } from '@/lib/ops/setup/doctor-report';
import { examineAgain } from './actions';

const titles: Record<Group, string> = {
  configuration: 'Configuration',
  reachability: 'Reachability',
  stripe: 'Stripe',
  database: 'Database',
  worker: 'Worker',
};

const looks = {
  ok: { icon: CircleCheck, ink: 'text-ok', word: 'Good' },
  warn: { icon: TriangleAlert, ink: 'text-warn', word: 'Warning' },
  error: { icon: CircleX, ink: 'text-bad', word: 'Error' },
} as const;

/** What `npm run doctor` says, in the app: cause and next step of whatever keeps events from arriving and being applied. */
export async function Doctor({ mayAct }: { mayAct: boolean }) {
  const { at, groups } = await doctorReport();
  return (
    <Card
      title="Doctor"
      note={
        <>
          {sum(groups)}; looked <Time at={at} />
        </>
      }
      actions={
        mayAct && (
          <form action={examineAgain}>
            <SubmitButton size="sm" pendingWord="Looking …">
              Run again
            </SubmitButton>
          </form>
        )
      }
    >
      <div className="divide-y divide-line">
        {groups.map(({ group, findings }) => (
          <section key={group} className="px-4 py-3">
            <h3 className="text-xs font-medium text-faint">{titles[group]}</h3>
            <ul className="mt-1.5 space-y-2">
              {findings.map((finding) => (
                <FindingLine key={`${finding.code} ${finding.message}`} finding={finding} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  );
}

function FindingLine({ finding: { severity, code, message, fix } }: { finding: Finding }) {
  const { icon: Icon, ink, word } = looks[severity];
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5">
      <Icon className={cn('mt-0.5 size-4', ink)} aria-hidden />
      <div className="min-w-0 break-words">
        <p>
          <span className="sr-only">{word}: </span>
          <WithCode text={message} />
          {severity !== 'ok' && <code className="ms-2 font-mono text-xs text-faint">{code}</code>}
        </p>
        {fix && (
          <p className="mt-0.5 text-[13px] text-pretty text-muted">
            <WithCode text={fix} />
          </p>
        )}
      </div>
    </li>
  );
}

/** What stands between backticks is a command. */
const WithCode = ({ text }: { text: string }) =>
  text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      <code key={`${index}${part}`} className="font-mono text-[0.93em]">
        {part}
      </code>
    ) : (
      part
    ),
  );

function sum(groups: GroupReport[]): string {
  const all = groups.flatMap(({ findings }) => findings);
  const count = (severity: Finding['severity'], one: string) => {
    const found = all.filter((finding) => finding.severity === severity).length;
    return found > 0 ? [`${found} ${one}${found === 1 ? '' : 's'}`] : [];
  };
  return [...count('error', 'error'), ...count('warn', 'warning')].join(', ') || 'all is well';
}
