import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataDir, isProduction } from '../kit/env';

/**
 * Signing secrets that live on this machine only, in a git-ignored file: `simulator` (generated) and `cli` (of the
 * running `stripe listen`). They are handed over without a restart, and production refuses them.
 */
export type LocalSecretLabel = 'simulator' | 'cli';

const fileSchema = z.record(z.string(), z.string());
const file = () => join(dataDir(), 'webhook-secrets.json');

function readFile(): Record<string, string> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file(), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file()} cannot be read; delete it, it is made again: ${(error as Error).message}`);
  }
}

/** The secrets of this machine by label; none in production. Read at each call, so that a new one works at once. */
export function readLocalSecrets(): { label: LocalSecretLabel; secret: string }[] {
  if (isProduction()) return [];
  return Object.entries(readFile()).map(([label, secret]) => ({ label: label as LocalSecretLabel, secret }));
}

/** The same in production too, where they are refused: only to name the one that signed a refused delivery. */
export const localSecretsToName = (): { label: string; secret: string }[] =>
  Object.entries(readFile()).map(([label, secret]) => ({ label, secret }));

/** Keeps a secret under its label for the running app to accept; `null` removes it. The file is replaced, never half written. */
export function saveLocalSecret(label: LocalSecretLabel, secret: string | null): void {
  const { [label]: _, ...others } = readFile();
  mkdirSync(dataDir(), { recursive: true });
  const next = `${file()}.${process.pid}`;
  writeFileSync(next, JSON.stringify(secret === null ? others : { ...others, [label]: secret }), { mode: 0o600 });
  renameSync(next, file());
}

/** The simulator's secret of this machine, made at the first use. */
export function simulatorSecret(): string {
  const known = readFile().simulator;
  if (known) return known;
  const made = `whsec_${randomBytes(24).toString('hex')}`;
  saveLocalSecret('simulator', made);
  return made;
}
