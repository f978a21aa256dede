import { Card } from '@/app/_components/ui/card';
import { PageHeader } from '@/app/_components/ui/page-header';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { loadSettingsParams } from '@/app/_lib/search-params';
import { readInstallation } from '@/lib/ops/setup/read-installation';
import { payloadRetentionDays } from '@/lib/people/settings/payload-retention-days';
import { readSettings } from '@/lib/people/settings/read-setting';
import { previewRetention } from '@/lib/privacy/retention/preview-retention';
import { ConfigurationList } from './configuration-list';
import { Installation } from './installation';
import { Privacy } from './privacy';
import { SettingForm } from './setting-form';

export const metadata = { title: 'Settings' };

export default async function SettingsPage({ searchParams }: PageProps<'/settings'>) {
  await requireRole('admin');
  const told = await loadSettingsParams(searchParams);
  const days = payloadRetentionDays.schema.safeParse(told.days ?? '').data ?? null;
  const { settings, installation, preview } = await query(async (prisma) => ({
    preview: days === null ? null : { days, ...(await previewRetention(prisma, days)) },
    settings: await readSettings(prisma),
    installation: await readInstallation(prisma),
  }));
  return (
    <>
      <PageHeader
        title="Settings"
        lead="What is chosen here counts at once, for everybody, and stands in the audit log."
      />
      <div className="space-y-5">
        <Card title="Reports">
          <div className="divide-y divide-line">
            {settings
              .filter(({ setting }) => setting.key !== payloadRetentionDays.key)
              .map((chosen) => (
                <SettingForm key={chosen.setting.key} chosen={chosen} told={told} />
              ))}
          </div>
        </Card>
        <Privacy
          chosen={settings.find(({ setting }) => setting.key === payloadRetentionDays.key)}
          told={told}
          asked={preview}
        />
        <ConfigurationList />
        <Installation installation={installation} />
      </div>
    </>
  );
}
