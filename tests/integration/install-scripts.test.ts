import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Lock = { packages: Record<string, { hasInstallScript?: boolean }> };

const read = <Json>(file: string): Json => JSON.parse(readFileSync(file, 'utf8')) as Json;

it('every package that wants to run a script when it is installed is allowed or refused by name', () => {
  const { allowScripts } = read<{ allowScripts: Record<string, boolean> }>('package.json');
  const { packages } = read<Lock>('package-lock.json');
  const asking = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect([...new Set(asking)].filter((name) => !(name in allowScripts))).toEqual([]);
});
