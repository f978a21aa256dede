import { remember } from '../kit/remember';

type Row = Record<string, unknown>;

/**
 * A row that PostgreSQL wrote as JSON, as Prisma would return it: fields in camelCase, times as Date, amounts as BigInt. An
 * amount that came to us in JSON loses nothing on this way; a sum beyond 2^53 would, and is read as a column instead.
 */
export function rowFromJson<Model>(row: Row): Model {
  const model: Row = {};
  for (const [column, value] of Object.entries(row)) model[fieldOf(column)] = readValue(column, value);
  return model as Model;
}

function readValue(column: string, value: unknown): unknown {
  if (typeof value === 'number' && (column.startsWith('amount') || column === 'row_id')) return BigInt(value);
  if (typeof value === 'string' && (column.endsWith('_at') || column === 'evidence_due_by')) return new Date(value);
  return value;
}

const rememberField = remember<string>();

const fieldOf = (column: string): string =>
  rememberField(column, () => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));

/** A row as JSON for `jsonb_populate_record`, by column; an amount travels as text, which loses nothing. */
export const rowToJson = (row: Row): string =>
  JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
