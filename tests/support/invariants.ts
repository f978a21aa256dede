import { expect } from 'vitest';
import type { Database } from '@/lib/db/client';
import { checkMoney } from '@/lib/invariants/check-money';

/** Fails with every rule about the money that does not hold. Call it after whatever a test did to the orders. */
export async function expectNoFindings(prisma: Database): Promise<void> {
  const findings = await checkMoney(prisma);
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
}
