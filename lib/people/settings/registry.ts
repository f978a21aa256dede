import type { Setting } from './define-setting';
import { payloadRetentionDays } from './payload-retention-days';
import { reportTimeZone } from './report-time-zone';

/** Every setting, in the order of the page. A new one is a file beside these and a line here. */
export const SETTINGS: readonly Setting[] = [reportTimeZone, payloadRetentionDays] as Setting[];

export const findSetting = (key: string): Setting | undefined => SETTINGS.find((setting) => setting.key === key);
