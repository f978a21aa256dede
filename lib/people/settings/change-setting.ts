import type { Database } from '../../db/client';
import { Prisma } from '../../db/generated/client';
import { recordAudit } from '../audit/record-audit';
import type { Actor } from '../auth/roles';
import type { Setting } from './define-setting';
import { readSetting } from './read-setting';

export type SettingOutcome = { ok: true } | { ok: false; problem: string };

/** Stores what was chosen and who chose it, with the audit entry. What does not fit is refused in words for the form. */
export async function changeSetting(
  prisma: Database,
  setting: Setting,
  typed: unknown,
  actor: Actor,
): Promise<SettingOutcome> {
  const parsed = setting.schema.safeParse(typed);
  if (!parsed.success) return { ok: false, problem: parsed.error.issues[0]?.message ?? 'is not valid' };
  const value = (parsed.data ?? Prisma.JsonNull) as Prisma.InputJsonValue;
  await prisma.$transaction(async (tx) => {
    const before = await readSetting(tx, setting);
    const row = { value, updatedBy: actor.name };
    await tx.setting.upsert({ where: { key: setting.key }, create: { key: setting.key, ...row }, update: row });
    const detail = { from: before as Prisma.InputJsonValue, to: parsed.data as Prisma.InputJsonValue };
    await recordAudit(tx, { actor, action: 'settings.change', target: setting.key, detail });
  });
  return { ok: true };
}
