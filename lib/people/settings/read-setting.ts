import type { Database, Transaction } from '../../db/client';
import { log } from '../../kit/log/log';
import type { Setting } from './define-setting';
import { SETTINGS } from './registry';

/** A setting as it stands; `changed` is null where it is the default that nobody has touched. */
export type ChosenSetting = { setting: Setting; value: unknown; changed: { at: Date; by: string } | null };

/** What was chosen for a setting, or its default. A stored value that does not fit any more counts as none. */
export async function readSetting<Value>(db: Database | Transaction, setting: Setting<Value>): Promise<Value> {
  const row = await db.setting.findUnique({ where: { key: setting.key }, select: { value: true } });
  return row ? readValue(setting, row.value) : setting.default;
}

/** Every setting with its value and who chose it. */
export async function readSettings(db: Database): Promise<ChosenSetting[]> {
  const rows = new Map((await db.setting.findMany()).map((row) => [row.key, row]));
  return SETTINGS.map((setting) => {
    const row = rows.get(setting.key);
    return row
      ? { setting, value: readValue(setting, row.value), changed: { at: row.updatedAt, by: row.updatedBy } }
      : { setting, value: setting.default, changed: null };
  });
}

function readValue<Value>(setting: Setting<Value>, stored: unknown): Value {
  const parsed = setting.schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  log().warn(
    `The setting ${setting.key} holds a value that is not valid; its default counts. Choose it again under /settings`,
  );
  return setting.default;
}
