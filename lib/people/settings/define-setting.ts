import type { z } from 'zod';

/** How a person chooses a value: one of many names that can be searched, or a whole number with its unit. */
type SettingInput =
  | { kind: 'choice'; options(): string[] }
  | { kind: 'number'; min: number; max: number; unit: string; optional?: boolean };

/**
 * Something that an admin chooses in the dashboard. `schema` takes the text of a form and what is stored alike, and
 * refuses with words that say what to write instead.
 */
export type Setting<Value = unknown> = {
  key: string;
  title: string;
  explanation: string;
  schema: z.ZodType<Value>;
  default: Value;
  input: SettingInput;
};

export const defineSetting = <Value>(setting: Setting<Value>): Setting<Value> => setting;
