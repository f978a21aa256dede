import { expect } from 'vitest';
import type { Database } from '@/lib/db/client';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';

/**
 * Fails with every rule about the money that does not hold, but for `expected` ones. Call it after whatever a test did to
 * the orders.
 */
export async function expectNoFindings(prisma: Database, expected: string[] = []): Promise<void> {
  const findings = (await checkMoney(prisma)).filter(({ rule }) => !expected.includes(rule));
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
}
