import { CircleCheck, CircleMinus } from 'lucide-react';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { Tag } from '@/app/_components/ui/pill';
import { listSecretLabels, listVariables } from '@/lib/ops/setup/configuration';

const columns = 'grid-cols-[minmax(0,1fr)_96px] sm:grid-cols-[minmax(0,360px)_96px_minmax(0,1fr)]';

/** The environment's variables, to be read: which are set, and the values that are no secret. */
export function ConfigurationList() {
  return (
    <Card title="Configuration" note="from the environment; to change one, set it there and start the app again">
      <table className="grid-table w-full">
        <thead>
          <tr className={cn(columns, 'h-9 text-xs text-faint')}>
            <th scope="col">Variable</th>
            <th scope="col">State</th>
            <th scope="col" className="max-sm:hidden">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {listVariables().map(({ name, set, shown }) => (
            <tr key={name} className={columns}>
              <td className="font-mono text-[13px] break-all">{name}</td>
              <td>
                <span className={cn('inline-flex items-center gap-1.5 text-[13px]', set ? 'text-ok' : 'text-faint')}>
                  {set ? (
                    <CircleCheck className="size-4" aria-hidden />
                  ) : (
                    <CircleMinus className="size-4" aria-hidden />
                  )}
                  {set ? 'Set' : 'Not set'}
                </span>
              </td>
              <td className="text-[13px] break-all text-muted max-sm:col-span-2">
                <Value name={name} set={set} shown={shown} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Value({ name, set, shown }: { name: string; set: boolean; shown: string | null }) {
  const labels = name === 'STRIPE_WEBHOOK_SECRET' ? listSecretLabels() : [];
  if (labels.length > 0)
    return (
      <span className="flex flex-wrap gap-1.5">
        {labels.map(({ label, retired, scope }) => (
          <Tag key={label} title={retired ? 'Refused, and named in the rejection' : 'Accepted for these events'}>
            {label} ({retired ? 'retired' : scope})
          </Tag>
        ))}
      </span>
    );
  if (shown !== null) return <code className="font-mono">{set ? shown : `${shown} (default)`}</code>;
  return <span className="text-faint">{set ? 'not shown' : ''}</span>;
}
