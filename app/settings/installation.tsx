import { Card } from '@/app/_components/ui/card';
import { Facts } from '@/app/_components/ui/facts';
import type { Versions } from '@/lib/ops/setup/read-installation';

/** The versions that a report of a problem names. */
export function Installation({ installation }: { installation: Versions }) {
  const { hookwell, node, postgres, platform } = installation;
  return (
    <Card title="Installation">
      <Facts
        className="p-4"
        facts={[
          { term: 'Hookwell', value: hookwell },
          { term: 'Node.js', value: node },
          { term: 'PostgreSQL', value: postgres },
          { term: 'Platform', value: platform },
        ]}
      />
    </Card>
  );
}
